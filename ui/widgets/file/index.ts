import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** One file, to be downloaded. */
export const fileWidget = defineWidget({
  name: 'file',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
