import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from 'vue'
import type { ListColumns } from '../columns/use-list-columns.ts'
import type { ListActionContext } from '../list-actions.ts'
import type { ListState } from './use-list-state.ts'
import type { RecordList } from './use-record-list.ts'

export interface ListSelection {
  selected: Ref<ReadonlySet<string>>
  /** Everything that matches is meant, whether its rows were loaded or not. Ends with the next change of the selection. */
  isAllSelected: Ref<boolean>
  /** What an action works on: the selected rows, or the whole list. */
  actionContext: ComputedRef<ListActionContext>
  selectAll(): void
  clearSelection(): void
}

/** The rows that are selected, and what an action works on. */
export function useListSelection(module: string, { state, columns, list }: { state: ListState; columns: ListColumns; list: RecordList }): ListSelection {
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const isAllSelected = ref(false)

  function clearSelection(): void {
    selected.value = new Set()
  }
  // What is selected is what is in sight: another list begins without a selection.
  watch(() => JSON.stringify([state.filter.value, state.q.value]), clearSelection)
  watch(
    selected,
    () => {
      isAllSelected.value = false
    },
    { flush: 'sync' },
  )

  function selectAll(): void {
    selected.value = new Set(list.rows.value.map((row) => row.id))
    isAllSelected.value = true
  }

  const actionContext = computed<ListActionContext>(() => {
    const whole = {
      module,
      filter: state.filter.value,
      q: state.q.value || undefined,
      sort: state.sort.value,
      columns: columns.keys.value,
      count: list.count.value?.value,
    }
    if (selected.value.size === 0 || isAllSelected.value) return whole
    return { ...whole, filter: { field: 'id', op: 'is_any', value: [...selected.value] }, q: undefined, count: selected.value.size }
  })
  return { selected, isAllSelected, actionContext, selectAll, clearSelection }
}
