import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** An amount with its currency; filters compare in the base currency. */
export const moneyWidget = defineWidget({
  name: 'money',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../decimal/Filter.vue'),
  align: 'end',
  width: 140,
  least: 132,
})
