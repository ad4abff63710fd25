import { computed, reactive, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useListContext } from '../../../state/list-context.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { useSession } from '../../../state/session.ts'
import { useListColumns } from '../columns/use-list-columns.ts'
import { useListViews } from '../views/use-list-views.ts'
import { useViewCounts } from '../views/use-view-counts.ts'
import { useCellEdit } from '../edit/use-cell-edit.ts'
import { useCalmNews } from './use-calm-news.ts'
import { useListQuery } from './use-list-query.ts'
import { useListSelection } from './use-list-selection.ts'
import { useListState } from './use-list-state.ts'
import { useModuleCount } from './use-module-count.ts'
import { type RecordList, useRecordList } from './use-record-list.ts'

/** Everything behind the list of one module: views, address, columns, rows, selection, live changes. */
export function useListPage(moduleKey: string) {
  const route = useRoute()
  const metadata = useMetadata()
  const module = computed(() => metadata.findModule(moduleKey))
  const library = useListViews(() => module.value)
  const state = useListState(() => library.views.value)
  const columns = useListColumns(
    () => module.value,
    () => state.view.value,
  )

  /** A link to a saved view waits until the saved views are known; everything else starts at once. */
  const isReady = () =>
    route.params.module === moduleKey && (library.isLoaded.value || route.query.view === undefined || state.view.value?.key === route.query.view)
  const query = useListQuery(moduleKey, { state, columns: () => columns.columns.value, isReady })
  const list = useRecordList(() => query.value, undefined, useSession().me?.id)
  const isFiltered = computed(() => state.filter.value !== undefined || state.q.value !== '')
  const all = useModuleCount(moduleKey, () => isFiltered.value && list.state.value === 'ready')
  const counts = useViewCounts({
    module: moduleKey,
    views: () => library.views.value,
    current: () => state.view.value?.key ?? '',
    isReady: () => list.state.value === 'ready',
    shown: () => (state.isChanged.value || state.q.value !== '' ? null : list.count.value),
  })

  // Some words of the rows are the server's, in the language of the account.
  watch(
    () => useSession().me?.locale,
    () => void list.refresh(),
  )
  const edit = useCellEdit(list, () => columns.columns.value)
  const { onScroll } = useCalmNews(moduleKey, {
    isBusy: () => edit.editing.value !== null,
    changed() {
      counts.forget()
      all.refresh()
      list.changed()
    },
  })

  const selection = useListSelection(moduleKey, { state, columns, list })
  return reactive({
    module,
    library,
    state,
    columns,
    query,
    list,
    edit,
    onScroll,
    all: all.count,
    counts: counts.counts,
    isFiltered,
    ...selection,
    rememberPlace: () => rememberPlace(moduleKey, list, route.fullPath),
  })
}
export type ListPage = ReturnType<typeof useListPage>

/** So that the record page knows the neighbours and the way back. */
function rememberPlace(module: string, list: RecordList, address: string): void {
  useListContext().remember({ module, ids: list.rows.value.map((row) => row.id), total: list.count.value?.value ?? null, address })
}
