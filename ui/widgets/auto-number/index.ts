import { defineWidget } from '../widget.ts'
import Display from '../text/Display.vue'

/** A number that the server draws: shown, never typed. */
export const autoNumberWidget = defineWidget({
  name: 'auto-number',
  Display,
  Input: () => import('../text/Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 120,
})
