import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Formatted text; the server cleans it, and it is cleaned again before it is drawn. */
export const richTextWidget = defineWidget({
  name: 'rich-text',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 260,
})
