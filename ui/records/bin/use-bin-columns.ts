import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import type { GridColumn } from '../../kit/grid/grid-column.ts'
import { useMetadata } from '../../state/metadata.ts'
import { widgetNamed } from '../../widgets/registry.ts'
import type { ListColumn } from '../list/columns/list-column.ts'

/** The column that says when a record was deleted; all others are fields. */
export const DELETED_AT = 'deleted_at'

const MOST_FIELDS = 4

/** The columns of the recycle bin: the first ones of the module's first view, and when each record was deleted. */
export function useBinColumns(module: () => ModuleModel | undefined): ComputedRef<(ListColumn | GridColumn)[]> {
  const { t } = useI18n()
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  return computed(() => {
    const current = module()
    if (!current) return []
    const keys = [...new Set([current.nameField, ...(current.views[0]?.columns ?? [])])].slice(0, MOST_FIELDS)
    const columns = keys.flatMap((key): ListColumn[] => {
      const field = metadata.findField(current.key, key)
      if (!field) return []
      const widget = widgetNamed(metadata.typeOf(field)?.widget ?? '')
      const isName = key === current.nameField
      return [{ key, label: labelOf(field.label), field, widget, isName, align: widget.align, width: isName ? 240 : (widget.width ?? 150) }]
    })
    return [...columns, { key: DELETED_AT, label: t('bin.deletedAt'), width: 170 }]
  })
}
