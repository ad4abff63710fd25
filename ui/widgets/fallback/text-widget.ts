import { defineWidget } from '../widget.ts'
import TextDisplay from './TextDisplay.vue'

/** For field types without a widget of their own (those of plugins): the text of the value. */
export const textWidget = defineWidget({
  name: 'fallback',
  Display: TextDisplay,
  Input: () => import('./TextFallbackInput.vue'),
  Filter: () => import('./TextFallbackFilter.vue'),
})
