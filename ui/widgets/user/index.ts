import { defineWidget } from '../widget.ts'
import Display from '../owner/Display.vue'

/** A user. */
export const userWidget = defineWidget({
  name: 'user',
  Display,
  Input: () => import('../reference/Input.vue'),
  Filter: () => import('../reference/Filter.vue'),
  width: 160,
  isChoice: true,
})
