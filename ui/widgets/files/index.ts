import { defineWidget } from '../widget.ts'
import Display from '../file/Display.vue'

/** Several files. */
export const filesWidget = defineWidget({
  name: 'files',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
