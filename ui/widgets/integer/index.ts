import { defineWidget } from '../widget.ts'
import Display from '../decimal/Display.vue'

/** A whole number. */
export const integerWidget = defineWidget({
  name: 'integer',
  Display,
  Input: () => import('../decimal/Input.vue'),
  Filter: () => import('../decimal/Filter.vue'),
  align: 'end',
  width: 110,
})
