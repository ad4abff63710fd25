import { ref, type Ref } from 'vue'
import { useShortcut } from '../../kit/shortcuts.ts'

const isOpen = ref(false)

export function openShortcuts(): void {
  isOpen.value = true
}

/** The sheet of keyboard shortcuts, on `?`. */
export function useShortcutSheet(): { isOpen: Ref<boolean>; listenToKeys(): void } {
  return { isOpen, listenToKeys: () => useShortcut('?', openShortcuts) }
}
