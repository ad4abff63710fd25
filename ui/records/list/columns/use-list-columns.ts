import { computed, type ComputedRef } from 'vue'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import type { FieldValue } from '../../../../engine/contract/api.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { usePreferences } from '../../../state/preferences.ts'
import { useFilterFields } from '../filter/use-filter-fields.ts'
import type { ListView } from '../views/list-view.ts'
import type { ColumnChoice, ListColumn } from './list-column.ts'
import { useColumnOf } from './use-column-of.ts'

export interface ListColumns {
  columns: ComputedRef<ListColumn[]>
  keys: ComputedRef<string[]>
  pinned: ComputedRef<string[]>
  /** Other columns than the view's, or in another order. */
  isChanged: ComputedRef<boolean>
  /** The user arranged them, if only their width. */
  isArranged: ComputedRef<boolean>
  setKeys(keys: string[]): void
  setWidth(key: string, width: number): void
  setPinned(key: string, on: boolean): void
  reset(): void
}

/** The columns of a view as this user arranged them. */
export function useListColumns(module: () => ModuleModel | undefined, view: () => ListView | undefined): ListColumns {
  const { labelOfPath } = useFilterFields(() => module()?.key ?? '')
  const columnOf = useColumnOf()
  const metadata = useMetadata()
  const preferences = usePreferences()

  const preferenceKey = computed(() => `columns.${module()?.key ?? ''}.${view()?.key ?? ''}`)
  const choice = computed<ColumnChoice>(() => (preferences.get<FieldValue>(preferenceKey.value) ?? {}) as ColumnChoice)

  const pinned = computed(() => choice.value.pinned ?? [])
  // What is pinned stands in front, whatever its place among the others.
  const keys = computed(() => {
    const all = choice.value.columns ?? view()?.columns ?? []
    return [...all.filter((key) => pinned.value.includes(key)), ...all.filter((key) => !pinned.value.includes(key))]
  })
  const columns = computed(() =>
    keys.value.flatMap((key): ListColumn[] => {
      const current = module()
      const field = current && metadata.findField(current.key, key)
      if (!field) return []
      const chosen = { width: choice.value.widths?.[key], pinned: pinned.value.includes(key) }
      return [columnOf({ module: current, key, field, label: labelOfPath(key) }, chosen)]
    }),
  )

  function keep(change: ColumnChoice): void {
    preferences.set(preferenceKey.value, { ...choice.value, ...change } as FieldValue)
  }

  return {
    columns,
    keys,
    pinned,
    isArranged: computed(() => Object.keys(choice.value).length > 0),
    isChanged: computed(() => choice.value.columns !== undefined && choice.value.columns.join() !== view()?.columns.join()),
    setKeys: (next) => keep({ columns: next }),
    setWidth: (key, width) => keep({ widths: { ...choice.value.widths, [key]: width } }),
    setPinned: (key, on) => keep({ pinned: on ? [...pinned.value, key] : pinned.value.filter((known) => known !== key) }),
    reset: () => preferences.set(preferenceKey.value, null),
  }
}
