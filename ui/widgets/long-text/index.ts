import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Text of several lines. */
export const longTextWidget = defineWidget({
  name: 'long-text',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 260,
})
