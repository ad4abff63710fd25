import { computed, type ComputedRef, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { usePreferences } from '../../state/preferences.ts'
import type { MenuArea } from './use-menu-areas.ts'

const KEY = 'menu.collapsed'

/** The areas of the menu that are folded away: as the user left them, but for the one that holds where they are now. */
export function useCollapsedAreas(areas: ComputedRef<MenuArea[]>): { collapsed: ComputedRef<ReadonlySet<string>>; toggle(area: string): void } {
  const preferences = usePreferences()
  const route = useRoute()
  const kept = computed(() => new Set(preferences.get<string[]>(KEY) ?? []))
  const current = computed(() => areas.value.find(({ modules }) => modules.some(({ key }) => key === route.params.module))?.key)
  /** The area that is shown in spite of what is kept; gone with the first click on it. */
  const shown = ref<string>()
  watch(current, (area) => (shown.value = area), { immediate: true })
  const collapsed = computed(() => {
    const areasOf = new Set(kept.value)
    if (shown.value !== undefined) areasOf.delete(shown.value)
    return areasOf
  })

  return {
    collapsed,
    toggle(area) {
      const next = new Set(kept.value)
      if (collapsed.value.has(area)) next.delete(area)
      else next.add(area)
      if (shown.value === area) shown.value = undefined
      preferences.set(KEY, [...next])
    },
  }
}
