import { computed, type Ref, shallowRef, watch } from 'vue'
import type { Count, ListQuery, ListResult, RecordData } from '../../../../engine/contract/api.ts'
import type { ProblemError } from '../../../api/problem-error.ts'
import { listRecords } from '../../../api/records.ts'
import { useLatest } from './use-latest.ts'

export interface RecordList {
  rows: Readonly<Ref<readonly RecordData[]>>
  /** `loading` only until the first rows are there; later the old rows stand until the new ones come. */
  state: Readonly<Ref<'loading' | 'ready' | 'error'>>
  problem: Readonly<Ref<ProblemError | null>>
  isBusy: Readonly<Ref<boolean>>
  hasMore: Readonly<Ref<boolean>>
  count: Readonly<Ref<Count | null>>
  totals: Readonly<Ref<Record<string, string>>>
  /** Something changed elsewhere in a list too long to fetch again unasked. */
  isStale: Readonly<Ref<boolean>>
  more(): Promise<void>
  /** Fetches again from the start; the rows that are shown stay until then. */
  refresh(): Promise<void>
  /** Puts a record that was just saved in the place of its row; paths through references stay until the next fetch. */
  replace(record: RecordData): void
  /** To be called when records of the module changed: short lists are fetched again, long ones marked as stale. */
  changed(): void
}

const FIRST_PAGE = 60
const NEXT_PAGE = 100
const LONGEST_PAGE = 200

interface Loaded extends Pick<ListResult, 'next' | 'count' | 'totals'> {
  rows: readonly RecordData[]
  isReady: boolean
  isStale: boolean
}
const NOTHING: Loaded = { rows: [], next: null, isReady: false, isStale: false }

/**
 * The records that answer a query, page by page. A new query (compared by content) starts again and gives up what is on its way.
 * `null` waits: the query is not known yet.
 */
export function useRecordList(query: () => ListQuery | null, load: typeof listRecords = listRecords): RecordList {
  const loaded = shallowRef<Loaded>(NOTHING)
  const { isBusy, problem, run } = useLatest()

  async function start(limit = FIRST_PAGE): Promise<void> {
    const input = query()
    if (!input) return
    const ask = (signal: AbortSignal) => load({ ...input, limit }, signal)
    await run(ask, ({ records, next, count, totals }) => {
      loaded.value = { rows: records, next, count, totals, isReady: true, isStale: false }
    })
  }

  async function more(): Promise<void> {
    const input = query()
    const { next } = loaded.value
    if (!input || isBusy.value || next === null || problem.value) return
    // Count and totals belong to the whole list: they are asked for once.
    const ask = (signal: AbortSignal) => load({ ...input, cursor: next, limit: NEXT_PAGE, count: 'none', totals: undefined }, signal)
    await run(ask, (result) => {
      const { rows } = loaded.value
      const known = new Set(rows.map((row) => row.id))
      loaded.value = { ...loaded.value, rows: [...rows, ...result.records.filter((row) => !known.has(row.id))], next: result.next }
    })
  }

  function changed(): void {
    if (loaded.value.rows.length <= LONGEST_PAGE) void refresh()
    else loaded.value = { ...loaded.value, isStale: true }
  }

  function replace(record: RecordData): void {
    const put = (row: RecordData) =>
      row.id === record.id ? { ...record, values: { ...row.values, ...record.values }, labels: { ...row.labels, ...record.labels } } : row
    loaded.value = { ...loaded.value, rows: loaded.value.rows.map(put) }
  }

  const refresh = () => start(Math.min(LONGEST_PAGE, Math.max(FIRST_PAGE, loaded.value.rows.length)))
  function begin(now: string, before: string | undefined): void {
    loaded.value = moduleOf(now) === moduleOf(before) ? { ...loaded.value, next: null } : NOTHING
    void start()
  }
  watch(() => JSON.stringify(query()), begin, { immediate: true })

  const part = <K extends keyof Loaded>(key: K) => computed(() => loaded.value[key])
  return {
    rows: part('rows'),
    isStale: part('isStale'),
    count: computed(() => loaded.value.count ?? null),
    totals: computed(() => loaded.value.totals ?? {}),
    hasMore: computed(() => loaded.value.next !== null && !problem.value),
    state: computed(() => stateOf(loaded.value, problem.value)),
    problem,
    isBusy,
    more,
    refresh,
    replace,
    changed,
  }
}

/** What failed after the first page leaves the rows standing; a list that fails from the start says so. */
function stateOf({ next, isReady }: Loaded, problem: ProblemError | null): 'loading' | 'ready' | 'error' {
  if (problem && next === null) return 'error'
  return isReady ? 'ready' : 'loading'
}

function moduleOf(query: string | undefined): string | undefined {
  return query === undefined || query === 'null' ? undefined : (JSON.parse(query) as ListQuery).module
}
