import { defineWidget } from '../widget.ts'
import Display from '../text/Display.vue'

/** Several other records. */
export const referencesWidget = defineWidget({
  name: 'references',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../reference/Filter.vue'),
  width: 200,
})
