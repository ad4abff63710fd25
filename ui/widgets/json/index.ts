import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Data of other programs. */
export const jsonWidget = defineWidget({
  name: 'json',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
