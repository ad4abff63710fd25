import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Yes or no. */
export const booleanWidget = defineWidget({
  name: 'boolean',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('./Filter.vue'),
  align: 'center',
  width: 80,
  isChoice: true,
})
