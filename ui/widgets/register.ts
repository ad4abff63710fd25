import { registerWidget } from './registry.ts'
import type { Widget } from './widget.ts'

/** Every widget of the product, one for each folder here. */
export function registerWidgets(): void {
  for (const widget of WIDGETS) registerWidget(widget)
}

const WIDGETS: Widget[] = []
