import { computed, type ComputedRef } from 'vue'
import type { ListQuery } from '../../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { useSession } from '../../../state/session.ts'
import { cardLayout } from '../cards/card-fields.ts'
import type { ListColumn } from '../columns/list-column.ts'
import { calendarFields } from '../form/list-form.ts'
import type { ListState } from './use-list-state.ts'

const MOST_TOTALS = 4
const SUMMED: ReadonlySet<string> = new Set(['money', 'integer', 'decimal'])

/** What is asked of the server for a list as it is shown; null while the view is not known. */
export function useListQuery(
  moduleKey: string,
  input: { state: ListState; columns: () => readonly ListColumn[]; isReady: () => boolean },
): ComputedRef<ListQuery | null> {
  const metadata = useMetadata()
  const session = useSession()
  const { state } = input
  const isField = (path: string) => metadata.findField(moduleKey, path) !== undefined

  const totals = computed(() => {
    // Sums of percentages or of numbers through a reference say nothing.
    const money = input
      .columns()
      .filter(({ key, field }) => SUMMED.has(field.type) && field.grouping !== false && !key.includes('.') && metadata.typeOf(field)?.summable)
    return [...new Set([...(state.view.value?.totals ?? []), ...money.map((column) => column.key)])].filter(isField).slice(0, MOST_TOTALS)
  })
  // The name, the status and the amount are wanted for cards and for the way to the record, whatever the columns are.
  const fields = computed(() => {
    const module = metadata.findModule(moduleKey)
    const { nameField, statusField, amountField } = module ?? {}
    const wanted = [...input.columns().map((column) => column.key), nameField, statusField, amountField, ...formFields(module)]
    return [...new Set(wanted.filter((path) => path !== undefined))].filter(isField)
  })

  /** What a board or a calendar shows beyond the columns. */
  function formFields(module: ModuleModel | undefined): (string | undefined)[] {
    if (state.form.value === 'board') return (module && cardLayout(module, { kind: 'kanban', role: session.me?.role ?? null })) ?? []
    const dates = state.form.value === 'calendar' ? calendarFields(module) : undefined
    return dates ? [dates.start, dates.end, dates.due].map((field) => field?.key) : []
  }

  return computed(() => {
    if (!state.view.value || !input.isReady()) return null
    return {
      module: moduleKey,
      filter: state.filter.value,
      q: state.q.value || undefined,
      sort: state.sort.value.length > 0 ? state.sort.value : undefined,
      fields: fields.value,
      count: 'capped',
      totals: totals.value.length > 0 ? totals.value : undefined,
    }
  })
}
