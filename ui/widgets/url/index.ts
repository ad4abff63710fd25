import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A web address, as a link that opens a page of its own. */
export const urlWidget = defineWidget({
  name: 'url',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
