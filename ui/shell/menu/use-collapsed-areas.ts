import { computed, type ComputedRef } from 'vue'
import { usePreferences } from '../../state/preferences.ts'

const KEY = 'menu.collapsed'

/** The areas of the menu that the user folded away. */
export function useCollapsedAreas(): { collapsed: ComputedRef<ReadonlySet<string>>; toggle(area: string): void } {
  const preferences = usePreferences()
  const collapsed = computed(() => new Set(preferences.get<string[]>(KEY) ?? []))
  return {
    collapsed,
    toggle(area) {
      const next = new Set(collapsed.value)
      if (!next.delete(area)) next.add(area)
      preferences.set(KEY, [...next])
    },
  }
}
