import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** The user or group that a record belongs to. */
export const ownerWidget = defineWidget({
  name: 'owner',
  Display,
  Input: () => import('../reference/Input.vue'),
  Filter: () => import('../reference/Filter.vue'),
  width: 160,
  isChoice: true,
})
