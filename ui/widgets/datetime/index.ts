import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A moment, shown in the time zone of the user. */
export const datetimeWidget = defineWidget({
  name: 'datetime',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../date/Filter.vue'),
  width: 188,
  least: 186,
})
