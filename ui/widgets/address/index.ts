import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A postal address. */
export const addressWidget = defineWidget({
  name: 'address',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 240,
})
