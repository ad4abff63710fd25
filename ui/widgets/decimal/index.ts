import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A number with decimals; kept as text, so that no digit is lost. */
export const decimalWidget = defineWidget({
  name: 'decimal',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('./Filter.vue'),
  align: 'end',
  width: 110,
})
