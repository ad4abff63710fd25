import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Stars. */
export const ratingWidget = defineWidget({
  name: 'rating',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../decimal/Filter.vue'),
  width: 120,
  isChoice: true,
})
