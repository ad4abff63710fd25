import { defineWidget } from '../widget.ts'
import Display from '../decimal/Display.vue'

/** A share in hundredths. */
export const percentWidget = defineWidget({
  name: 'percent',
  Display,
  Input: () => import('../decimal/Input.vue'),
  Filter: () => import('../decimal/Filter.vue'),
  align: 'end',
  width: 90,
})
