import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A phone number, as a link that calls. */
export const phoneWidget = defineWidget({
  name: 'phone',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 140,
})
