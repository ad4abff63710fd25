import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A day of the calendar. */
export const dateWidget = defineWidget({
  name: 'date',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('./Filter.vue'),
  width: 136,
  least: 136,
})
