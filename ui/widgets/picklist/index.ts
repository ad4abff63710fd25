import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** One value of a list, drawn as a pill. */
export const picklistWidget = defineWidget({
  name: 'picklist',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('./Filter.vue'),
  width: 150,
  isChoice: true,
})
