import { useDebounceFn } from '@vueuse/core'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { ListQuery, RecordData } from '../../../../engine/contract/api.ts'
import { useListContext } from '../../../state/list-context.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { useRecents } from '../../../state/recents.ts'
import { useSession } from '../../../state/session.ts'
import type { ListActionContext } from '../list-actions.ts'
import { useListColumns } from '../columns/use-list-columns.ts'
import { useListViews } from '../views/use-list-views.ts'
import { useViewCounts } from '../views/use-view-counts.ts'
import { useListState } from './use-list-state.ts'
import { useModuleCount } from './use-module-count.ts'
import { useRecordList } from './use-record-list.ts'

const MOST_TOTALS = 4
const LIVE_PAUSE = 700

/** Everything behind the list of one module: views, address, columns, rows, selection, live changes. */
export function useListPage(moduleKey: string) {
  const route = useRoute()
  const metadata = useMetadata()
  const module = computed(() => metadata.findModule(moduleKey))
  const library = useListViews(() => module.value)
  const state = useListState(() => library.views.value)
  const columns = useListColumns(() => module.value, () => state.view.value)
  const selected = shallowRef<ReadonlySet<string>>(new Set())

  const totalFields = computed(() => {
    const money = columns.columns.value.filter((column) => column.field.type === 'money' && metadata.typeOf(column.field)?.summable).map((column) => column.key)
    return [...new Set([...(state.view.value?.totals ?? []), ...money])].filter((path) => metadata.findField(moduleKey, path)).slice(0, MOST_TOTALS)
  })
  const fields = computed(() => {
    const { nameField, statusField, amountField } = module.value ?? {}
    const wanted = [...columns.columns.value.map((column) => column.key), nameField, statusField, amountField].filter((path) => path !== undefined)
    return [...new Set(wanted)].filter((path) => metadata.findField(moduleKey, path))
  })

  /** A link to a saved view waits until the saved views are known; everything else starts at once. */
  const isViewKnown = computed(() => library.isLoaded.value || route.query.view === undefined || state.view.value?.key === route.query.view)
  const query = computed<ListQuery | null>(() => {
    if (!module.value || !state.view.value || !isViewKnown.value || route.params.module !== moduleKey) return null
    return {
      module: moduleKey,
      filter: state.filter.value,
      q: state.q.value || undefined,
      sort: state.sort.value.length > 0 ? state.sort.value : undefined,
      fields: fields.value,
      count: 'capped',
      totals: totalFields.value.length > 0 ? totalFields.value : undefined,
    }
  })
  const list = useRecordList(() => query.value)
  const isFiltered = computed(() => state.filter.value !== undefined || state.q.value !== '')
  const all = useModuleCount(moduleKey, () => isFiltered.value && list.state.value === 'ready')
  const viewCounts = useViewCounts({ module: () => moduleKey, views: () => library.views.value, current: () => state.view.value?.key ?? '', isReady: () => list.state.value === 'ready' })

  watch(list.count, (count) => {
    const view = state.view.value
    if (count && view && !state.isChanged.value && state.q.value === '') viewCounts.set(view.key, count)
  })
  // What is selected is what is in sight: another list begins without a selection.
  watch(() => JSON.stringify([state.filter.value, state.q.value]), () => { selected.value = new Set() })
  watch(() => useSession().me?.locale, () => void list.refresh())

  const live = useLiveEvents()
  const onChange = useDebounceFn(() => {
    viewCounts.forget()
    all.refresh()
    list.changed()
  }, LIVE_PAUSE, { maxWait: 5 * LIVE_PAUSE })
  live.listen('records', (event) => { if (event.module === moduleKey) void onChange() })
  live.listen('gap', () => void onChange())
  useRecents().visitModule(moduleKey)

  const selectedRecords = computed<RecordData[]>(() => list.rows.value.filter((row) => selected.value.has(row.id)))
  const actionContext = computed<ListActionContext>(() => {
    const hasSelection = selected.value.size > 0
    return {
      module: moduleKey,
      filter: hasSelection ? { field: 'id', op: 'is_any', value: [...selected.value] } : state.filter.value,
      q: hasSelection ? undefined : state.q.value || undefined,
      sort: state.sort.value,
      columns: columns.keys.value,
      count: hasSelection ? selected.value.size : list.count.value?.value,
    }
  })

  /** So that the record page knows the neighbours and the way back. */
  function rememberPlace(): void {
    useListContext().remember({ module: moduleKey, ids: list.rows.value.map((row) => row.id), total: list.count.value?.value ?? null, address: route.fullPath })
  }

  function clearFilter(): void {
    state.setFilter(undefined)
    if (state.q.value !== '') state.setQ('')
  }

  return reactive({ module, library, state, columns, list, all: all.count, counts: viewCounts.counts, isFiltered, selected, selectedRecords, actionContext, rememberPlace, clearFilter, isSearching: ref(false) })
}
export type ListPage = ReturnType<typeof useListPage>
