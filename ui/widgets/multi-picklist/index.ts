import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Several values of a list. */
export const multiPicklistWidget = defineWidget({
  name: 'multi-picklist',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../picklist/Filter.vue'),
  width: 200,
})
