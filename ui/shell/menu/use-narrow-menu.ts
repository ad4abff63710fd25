import { computed, type ComputedRef } from 'vue'
import { useShortcut } from '../../kit/shortcuts.ts'
import { usePreferences } from '../../state/preferences.ts'

const KEY = 'menu.narrow'

/** Whether the menu shows its icons only, to leave the room to the page; kept with the account. */
export function useNarrowMenu(): { isNarrow: ComputedRef<boolean>; toggle(): void; listenToKeys(): void } {
  const preferences = usePreferences()
  const isNarrow = computed(() => preferences.get<boolean>(KEY) === true)
  const toggle = () => preferences.set(KEY, isNarrow.value ? null : true)
  return { isNarrow, toggle, listenToKeys: () => useShortcut('m', toggle) }
}
