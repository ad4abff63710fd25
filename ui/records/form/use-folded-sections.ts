import { computed, type ComputedRef } from 'vue'
import type { LayoutSection } from '../../../engine/contract/model.ts'
import { usePreferences } from '../../state/preferences.ts'

export interface FoldedSections {
  isFolded(section: LayoutSection): boolean
  toggle(section: LayoutSection): void
  /** Unfolds the section that holds a field. */
  open(field: string): void
  /** Whether any can be folded at all: one alone never is. */
  canFold: ComputedRef<boolean>
}

/** Which sections of a module's form this user has folded; remembered, on every device. */
export function useFoldedSections(module: string, sections: () => LayoutSection[]): FoldedSections {
  const preferences = usePreferences()
  const key = `form.folded.${module}`
  const chosen = computed(() => preferences.get<Record<string, boolean>>(key) ?? {})
  const isFolded = (section: LayoutSection): boolean => chosen.value[section.key] ?? section.collapsed === true
  const set = (section: LayoutSection, folded: boolean) => preferences.set(key, { ...chosen.value, [section.key]: folded })

  return {
    isFolded,
    toggle: (section) => set(section, !isFolded(section)),
    open(field) {
      const section = sections().find(({ rows }) => rows.some((row) => row.includes(field)))
      if (section && isFolded(section)) set(section, false)
    },
    canFold: computed(() => sections().length > 1),
  }
}
