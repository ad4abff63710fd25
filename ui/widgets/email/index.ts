import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** An e-mail address, as a link that writes a mail. */
export const emailWidget = defineWidget({
  name: 'email',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 200,
})
