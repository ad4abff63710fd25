import { refDebounced } from '@vueuse/core'
import { computed, type ComputedRef, type Ref, ref, type ShallowRef, watch } from 'vue'
import type { ListQuery } from '../../../engine/contract/api.ts'
import type { Condition, Sort } from '../../../engine/contract/condition.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import type { GridSort } from '../../kit/grid/grid-column.ts'
import { useMetadata } from '../../state/metadata.ts'
import { widgetNamed } from '../../widgets/registry.ts'
import type { ListColumn } from '../list/columns/list-column.ts'
import { type RecordList, useRecordList } from '../list/data/use-record-list.ts'

export interface PickList {
  list: RecordList
  columns: ComputedRef<ListColumn[]>
  sort: ComputedRef<GridSort[]>
  toggleSort(column: string): void
}

const MOST_COLUMNS = 5
const USUAL_WIDTH = 140
const NAME_WIDTH = 220

/** The records to pick from: the columns of the module's first view, and what the field allows as a filter that cannot be taken off. */
export function usePickList(input: {
  module: Ref<string>
  q: Ref<string>
  filter: ShallowRef<Condition | undefined>
  fixed: () => Condition | undefined
}): PickList {
  const metadata = useMetadata()
  const { labelOf } = useLocale()
  const module = computed(() => metadata.findModule(input.module.value))
  const sort = ref<Sort[]>([])
  watch(input.module, () => {
    sort.value = []
  })
  const q = refDebounced(input.q, 200)

  const columns = computed<ListColumn[]>(() => {
    const current = module.value
    const view = current?.views.find((candidate) => candidate.default) ?? current?.views[0]
    const keys = [...new Set([current?.nameField ?? '', ...(view?.columns ?? current?.search ?? [])])].slice(0, MOST_COLUMNS)
    return current ? keys.flatMap((key) => columnOf(current, key)) : []
  })

  function columnOf(current: ModuleModel, key: string): ListColumn[] {
    const field = metadata.findField(current.key, key)
    if (!field) return []
    const type = metadata.typeOf(field)
    const widget = widgetNamed(type?.widget ?? '')
    const isName = key === current.nameField
    const width = field.width ?? (isName ? NAME_WIDTH : (widget.width ?? USUAL_WIDTH))
    return [{ key, label: labelOf(field.label), width, align: widget.align, sortable: type?.sortable ?? false, field, widget, isName }]
  }

  function toggleSort(column: string): void {
    const [present] = sort.value
    const order = present?.field === column && present.order === 'asc' ? 'desc' : 'asc'
    sort.value = [{ field: column, order }]
  }

  const list = useRecordList((): ListQuery | null => {
    const parts = [input.fixed(), input.filter.value].filter((part) => part !== undefined)
    if (!module.value) return null
    return {
      module: module.value.key,
      fields: columns.value.map(({ key }) => key),
      filter: parts.length > 1 ? { all: parts } : parts[0],
      q: q.value.trim() || undefined,
      sort: sort.value.length > 0 ? sort.value : undefined,
    }
  })
  return { list, columns, sort: computed(() => sort.value.map(({ field, order }) => ({ key: field, order: order ?? ('asc' as const) }))), toggleSort }
}
