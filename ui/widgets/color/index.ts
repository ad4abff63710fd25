import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A colour. */
export const colorWidget = defineWidget({
  name: 'color',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 100,
})
