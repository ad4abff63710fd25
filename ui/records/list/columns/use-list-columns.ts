import { computed, type ComputedRef } from 'vue'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import type { FieldValue } from '../../../../engine/contract/api.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { usePreferences } from '../../../state/preferences.ts'
import { widgetNamed } from '../../../widgets/registry.ts'
import type { ListView } from '../views/list-view.ts'
import type { ColumnChoice, ListColumn } from './list-column.ts'

export interface ListColumns {
  columns: ComputedRef<ListColumn[]>
  keys: ComputedRef<string[]>
  isChanged: ComputedRef<boolean>
  setKeys(keys: string[]): void
  setWidth(key: string, width: number): void
  reset(): void
}

const USUAL_WIDTH = 140
const NAME_WIDTH = 230

/** The columns of a view as this user arranged them. */
export function useListColumns(module: () => ModuleModel | undefined, view: () => ListView | undefined): ListColumns {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const preferences = usePreferences()

  const preferenceKey = computed(() => `columns.${module()?.key ?? ''}.${view()?.key ?? ''}`)
  const choice = computed<ColumnChoice>(() => (preferences.get<FieldValue>(preferenceKey.value) ?? {}) as ColumnChoice)

  const keys = computed(() => choice.value.columns ?? view()?.columns ?? [])
  const columns = computed(() =>
    keys.value.flatMap((key): ListColumn[] => {
      const current = module()
      const field = current && metadata.findField(current.key, key)
      return field ? [columnOf(current, key, field)] : []
    }),
  )

  function columnOf(current: ModuleModel, key: string, field: FieldModel): ListColumn {
    const type = metadata.typeOf(field)
    const widget = widgetNamed(type?.widget ?? '')
    const chosen = choice.value.widths?.[key]
    const isName = key === current.nameField
    return {
      key,
      label: labelOfPath(current.key, key),
      width: chosen ?? field.width ?? (isName ? NAME_WIDTH : (widget.width ?? USUAL_WIDTH)),
      fixed: chosen !== undefined,
      align: widget.align,
      sortable: type?.sortable ?? false,
      field,
      widget,
      isName,
    }
  }

  /** `Account › Industry` for a path through a reference. */
  function labelOfPath(moduleKey: string, path: string): string {
    const parts = path.split('.')
    return parts.map((_, index) => labelOf(metadata.findField(moduleKey, parts.slice(0, index + 1).join('.'))?.label)).join(' › ')
  }

  function keep(change: ColumnChoice): void {
    preferences.set(preferenceKey.value, { ...choice.value, ...change } as FieldValue)
  }

  return {
    columns,
    keys,
    isChanged: computed(() => choice.value.columns !== undefined && choice.value.columns.join() !== view()?.columns.join()),
    setKeys: (next) => keep({ columns: next }),
    setWidth: (key, width) => keep({ widths: { ...choice.value.widths, [key]: width } }),
    reset: () => preferences.set(preferenceKey.value, null),
  }
}
