import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** Free words. */
export const tagsWidget = defineWidget({
  name: 'tags',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
