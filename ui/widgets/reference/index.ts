import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Another record. */
export const referenceWidget = defineWidget({
  name: 'reference',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('./Filter.vue'),
  width: 180,
  isChoice: true,
})
