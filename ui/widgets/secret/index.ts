import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Something that is written and never read back. */
export const secretWidget = defineWidget({
  name: 'secret',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 100,
})
