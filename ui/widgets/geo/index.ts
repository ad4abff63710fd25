import { defineWidget } from '../widget.ts'
import Display from './Display.vue'

/** A place on the map: latitude and longitude. */
export const geoWidget = defineWidget({
  name: 'geo',
  Display,
  Input: () => import('./Input.vue'),
  Filter: () => import('../fallback/TextFallbackFilter.vue'),
  width: 180,
})
