import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** One line of text; the name of a record is drawn stronger by the list itself. */
export const textWidget = defineWidget({
  name: 'text',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 200,
})
