import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A picture, shown small in lists and larger on the page. */
export const imageWidget = defineWidget({
  name: 'image',
  Display,
  Input: () => import('../file/Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 80,
})
