import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A length of time, typed as hours and minutes. */
export const durationWidget = defineWidget({
  name: 'duration',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../decimal/Filter.vue'),
  align: 'end',
  width: 110,
})
