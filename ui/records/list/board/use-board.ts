import { type Ref, ref, watch } from 'vue'
import type { ListQuery, RecordData } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import type { ProblemError } from '../../../api/problem-error.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { type BoardColumn, placeRecord } from './board-column.ts'
import { type BoardSource, readCards, readFigures } from './board-requests.ts'
import { useBoardSource } from './use-board-source.ts'

export interface Board {
  columns: Ref<BoardColumn[]>
  state: Ref<'loading' | 'ready' | 'error'>
  problem: Ref<ProblemError | null>
  /** The next cards of a column. */
  more(column: BoardColumn): Promise<void>
  /** Fetches again what is shown. */
  refresh(): Promise<void>
  /** Counts and sums only. */
  refreshFigures(): Promise<void>
  /** Puts a record into a column, out of any other. */
  place(record: RecordData, key: string | null, index?: number): void
}

const FIRST = 20
const MOST = 200
const BLANK: BoardColumn = { key: null, label: '', rows: [], next: null, isLoading: false, count: 0, sum: null }

/** The records of a list in columns by their status, each loaded as far as it was scrolled. `query`: without limit, as the list asks. */
export function useBoard(module: ModuleModel, field: FieldModel, query: () => ListQuery | null): Board {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const columns = ref<BoardColumn[]>([])
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const { problem, use, renew } = useBoardSource(module, field, query)

  async function figures(source: BoardSource): Promise<void> {
    const known = await readFigures(source)
    if (source.signal.aborted) return
    // Records without a status have a column only where there are some.
    if (known.has(null) && !columns.value.some((column) => column.key === null)) columns.value = [{ ...BLANK }, ...columns.value]
    for (const column of columns.value) Object.assign(column, known.get(column.key) ?? { count: 0, sum: null })
  }

  async function fill(source: BoardSource, column: BoardColumn): Promise<void> {
    const page = await readCards(source, { key: column.key, limit: Math.min(MOST, Math.max(FIRST, column.rows.length)) })
    if (!source.signal.aborted) Object.assign(column, { rows: page.records, next: page.next })
  }

  async function refresh(): Promise<void> {
    renew()
    await use(async (source) => {
      await figures(source)
      await Promise.all(columns.value.map((column) => fill(source, column)))
      if (!source.signal.aborted) state.value = 'ready'
    })
    if (problem.value && state.value === 'loading') state.value = 'error'
  }

  async function more(column: BoardColumn): Promise<void> {
    const { next } = column
    if (next === null || column.isLoading) return
    column.isLoading = true
    await use(async (source) => {
      const page = await readCards(source, { key: column.key, cursor: next, limit: FIRST })
      const known = new Set(column.rows.map((row) => row.id))
      if (!source.signal.aborted) Object.assign(column, { rows: [...column.rows, ...page.records.filter((row) => !known.has(row.id))], next: page.next })
    })
    column.isLoading = false
  }

  watch(
    () => JSON.stringify(query()),
    () => {
      columns.value = metadata
        .picklistValues(field)
        .map((value) => ({ ...BLANK, key: value.key, label: labelOf(value.label), color: value.color, limit: value.wipLimit }))
      state.value = 'loading'
      void refresh()
    },
    { immediate: true },
  )
  const place = (record: RecordData, key: string | null, index = 0) => placeRecord(columns.value, record, { key, index })
  return { columns, state, problem, more, refresh, refreshFigures: () => use(figures), place }
}
