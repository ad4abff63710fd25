import { type Component, defineAsyncComponent } from 'vue'
import { textWidget } from './fallback/text-widget.ts'
import type { Widget } from './widget.ts'

const widgets = new Map<string, Widget>()
const lazy = new Map<string, Component>()

/** Makes a widget known; one of the same name takes the place of the former. */
export function registerWidget(widget: Widget): void {
  widgets.set(widget.name, widget)
}

/** The widget of that name; plain text for one that nobody registered. */
export function widgetNamed(name: string): Widget {
  return widgets.get(name) ?? textWidget
}

/** The Input or Filter of a widget as a component that is fetched when it is first drawn; the same component each time. */
export function lazyPart(widget: Widget, part: 'Input' | 'Filter'): Component {
  const key = `${widget.name}/${part}`
  const known = lazy.get(key)
  if (known) return known
  const component = defineAsyncComponent(widget[part])
  lazy.set(key, component)
  return component
}

/**
 * Fetches the inputs of some widgets. A form that waits for them is drawn as a whole: nothing in it moves under the hand. What
 * cannot be fetched now is tried again when it is drawn.
 */
export async function loadInputs(wanted: Widget[]): Promise<void> {
  await Promise.allSettled(wanted.map((widget) => widget.Input()))
}
