import { useEventListener } from '@vueuse/core'
import { isComposing } from './is-composing.ts'

/** `c`, `/`, `?`; with `mod+` for Ctrl (Command on a Mac): `mod+k`, `mod+Enter`. */
export type Shortcut = string

/**
 * Listens to a key as long as the component lives. Plain letters are left to whoever types in a field; nothing fires while an
 * input method composes, or behind an open dialog unless `everywhere`.
 */
export function useShortcut(shortcut: Shortcut, handler: (event: KeyboardEvent) => void, options: { everywhere?: boolean } = {}): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (!matches(shortcut, event) || event.defaultPrevented || isComposing(event)) return
    if (!shortcut.startsWith('mod+') && isTyping(event.target)) return
    if (!options.everywhere && document.querySelector('[aria-modal=true]')) return
    event.preventDefault()
    handler(event)
  })
}

/** Whether a key event is this shortcut. */
export function matches(shortcut: Shortcut, event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
  const wantsModifier = shortcut.startsWith('mod+')
  const key = wantsModifier ? shortcut.slice(4) : shortcut
  const hasModifier = event.ctrlKey || event.metaKey
  return event.key.toLowerCase() === key.toLowerCase() && hasModifier === wantsModifier && !event.altKey
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
