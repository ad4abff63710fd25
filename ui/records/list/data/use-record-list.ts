import { computed, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Count, ListQuery, ListResult, RecordData } from '../../../../engine/contract/api.ts'
import type { ProblemError } from '../../../api/problem-error.ts'
import { listRecords } from '../../../api/records.ts'
import { listsKeptFor } from './kept-lists.ts'
import type { LoadedPage } from './kept-rows.ts'
import { unknownOf, useFarRows } from './use-far-rows.ts'
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
  /** Which rows are in sight. Of rows far away only the ids are kept; their values are fetched again when they come near. */
  see(from: number, to: number): void
  /** To be called when records of the module changed: short lists are fetched again, long ones marked as stale. */
  changed(): void
}

const FIRST_PAGE = 60
const NEXT_PAGE = 100
const LONGEST_PAGE = 200
/** Count and totals belong to the whole list: they are asked for once. */
const ONLY_ROWS = { count: 'none', totals: undefined } as const

interface Loaded extends Pick<ListResult, 'next' | 'count' | 'totals'> {
  rows: readonly RecordData[]
  isReady: boolean
  isStale: boolean
}
const NOTHING: Loaded = { rows: [], next: null, isReady: false, isStale: false }

/**
 * The records that answer a query, page by page. A new query (compared by content) starts again and gives up what is on its way.
 * `null` waits: the query is not known yet. `keptFor`: a user who sees at once what the same list answered the last time.
 */
export function useRecordList(query: () => ListQuery | null, load: typeof listRecords = listRecords, keptFor?: string): RecordList {
  const loaded = shallowRef<Loaded>(NOTHING)
  const { isBusy, problem, run } = useLatest()
  const kept = listsKeptFor(keptFor)
  const set = (change: Partial<Loaded>): void => {
    loaded.value = { ...loaded.value, ...change }
  }
  const askPage = async ({ cursor, count: limit }: LoadedPage, signal: AbortSignal): Promise<RecordData[] | null> => {
    const input = query()
    return input && (await load({ ...input, ...ONLY_ROWS, cursor, limit }, signal)).records
  }
  const far = useFarRows({ rows: () => loaded.value.rows, put: (rows) => set({ rows }), fetch: askPage })

  async function start(limit = FIRST_PAGE): Promise<void> {
    const input = query()
    if (!input) return
    const ask = (signal: AbortSignal) => load({ ...input, limit }, signal)
    await run(ask, (result) => {
      if (limit === FIRST_PAGE) kept.keep(input, result)
      show(result)
    })
  }

  function show({ records, next, count, totals }: ListResult): void {
    far.begin(records.length)
    const { rows } = loaded.value
    loaded.value = { rows: isSame(rows, records) ? rows : records, next, count, totals, isReady: true, isStale: false }
  }

  async function more(): Promise<void> {
    const input = query()
    const { next } = loaded.value
    if (!input || isBusy.value || next === null || problem.value) return
    const ask = (signal: AbortSignal) => load({ ...input, ...ONLY_ROWS, cursor: next, limit: NEXT_PAGE }, signal)
    await run(ask, (result) => {
      const { rows } = loaded.value
      const added = unknownOf(result.records, rows)
      far.add({ cursor: next, from: rows.length, count: added.length })
      set({ rows: [...rows, ...added], next: result.next })
    })
  }

  function changed(): void {
    if (loaded.value.rows.length <= LONGEST_PAGE) void refresh()
    else set({ isStale: true })
  }

  const replace = (record: RecordData): void => set({ rows: loaded.value.rows.map((row) => (row.id === record.id ? renewed(row, record) : row)) })

  const refresh = () => start(Math.min(LONGEST_PAGE, Math.max(FIRST_PAGE, loaded.value.rows.length)))
  function begin(now: string, before: string | undefined): void {
    const known = kept.find(query())
    if (known) show(known)
    else loaded.value = moduleOf(now) === moduleOf(before) ? { ...loaded.value, next: null } : NOTHING
    void start()
  }
  watch(() => JSON.stringify(query()), begin, { immediate: true })

  return { ...partsOf(loaded, problem), problem, isBusy, more, refresh, replace, see: far.see, changed }
}

/** Most answers to a list that is opened again are the one that is shown already: then nothing is drawn anew. */
function isSame(shown: readonly RecordData[], answered: readonly RecordData[]): boolean {
  return shown.length === answered.length && JSON.stringify(shown) === JSON.stringify(answered)
}

function renewed(row: RecordData, record: RecordData): RecordData {
  return { ...record, values: { ...row.values, ...record.values }, labels: { ...row.labels, ...record.labels } }
}

function partsOf(
  loaded: ShallowRef<Loaded>,
  problem: Ref<ProblemError | null>,
): Pick<RecordList, 'rows' | 'isStale' | 'count' | 'totals' | 'hasMore' | 'state'> {
  return {
    rows: computed(() => loaded.value.rows),
    isStale: computed(() => loaded.value.isStale),
    count: computed(() => loaded.value.count ?? null),
    totals: computed(() => loaded.value.totals ?? {}),
    hasMore: computed(() => loaded.value.next !== null && !problem.value),
    state: computed(() => stateOf(loaded.value, problem.value)),
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
