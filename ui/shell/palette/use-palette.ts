import { ref, type Ref } from 'vue'
import { useShortcut } from '../../kit/shortcuts.ts'

const isOpen = ref(false)

/** The one palette: search over records, jump to modules, run actions. */
export function usePalette(): { isOpen: Ref<boolean>; open(): void; close(): void; listenToKeys(): void } {
  return {
    isOpen,
    open: () => {
      isOpen.value = true
    },
    close: () => {
      isOpen.value = false
    },
    listenToKeys() {
      useShortcut(
        'mod+k',
        () => {
          isOpen.value = !isOpen.value
        },
        { everywhere: true },
      )
      useShortcut('/', () => {
        isOpen.value = true
      })
    },
  }
}
