import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A time of the day. */
export const timeWidget = defineWidget({
  name: 'time',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 90,
})
