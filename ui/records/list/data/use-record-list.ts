import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'
import type { Count, ListQuery, ListResult, RecordData } from '../../../../engine/contract/api.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import { listRecords } from '../../../api/records.ts'

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
  /** To be called when records of the module changed: short lists are fetched again, long ones marked as stale. */
  changed(): void
}

const FIRST_PAGE = 60
const NEXT_PAGE = 100
const LONGEST_PAGE = 200

/**
 * The records that answer a query, page by page. A new query (compared by content) starts again and gives up what is on its way.
 * `null` waits: the query is not known yet.
 */
export function useRecordList(query: () => ListQuery | null, load: typeof listRecords = listRecords): RecordList {
  const rows = shallowRef<readonly RecordData[]>([])
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const problem = shallowRef<ProblemError | null>(null)
  const isBusy = ref(false)
  const count = shallowRef<Count | null>(null)
  const totals = shallowRef<Record<string, string>>({})
  const next = ref<string | null>(null)
  const isStale = ref(false)
  let controller = new AbortController()

  /** Runs a request; whatever was on its way before does not matter any more. */
  async function ask(input: ListQuery, take: (result: ListResult) => void): Promise<void> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    isBusy.value = true
    try {
      const result = await load(input, signal)
      if (signal.aborted) return
      take(result)
      problem.value = null
      state.value = 'ready'
    } catch (error) {
      if (signal.aborted) return
      problem.value = problemOf(error)
      if (input.cursor === undefined) state.value = 'error'
    } finally {
      if (!signal.aborted) isBusy.value = false
    }
  }

  async function start(limit = FIRST_PAGE): Promise<void> {
    const input = query()
    if (!input) return
    await ask({ ...input, limit }, (result) => {
      rows.value = result.records
      next.value = result.next
      count.value = result.count ?? null
      totals.value = result.totals ?? {}
      isStale.value = false
    })
  }

  async function more(): Promise<void> {
    const input = query()
    if (!input || isBusy.value || next.value === null || problem.value) return
    // Count and totals belong to the whole list: they are asked for once.
    await ask({ ...input, cursor: next.value, limit: NEXT_PAGE, count: 'none', totals: undefined }, (result) => {
      const known = new Set(rows.value.map((row) => row.id))
      rows.value = [...rows.value, ...result.records.filter((row) => !known.has(row.id))]
      next.value = result.next
    })
  }

  function refresh(): Promise<void> {
    return start(Math.min(LONGEST_PAGE, Math.max(FIRST_PAGE, rows.value.length)))
  }

  function changed(): void {
    if (rows.value.length <= LONGEST_PAGE) void refresh()
    else isStale.value = true
  }

  watch(() => JSON.stringify(query()), (now, before) => {
    if (moduleIn(now) !== moduleIn(before)) {
      state.value = 'loading'
      rows.value = []
    }
    void start()
  }, { immediate: true })
  onScopeDispose(() => controller.abort(), true)

  const hasMore = ref(false)
  watch([next, problem], () => { hasMore.value = next.value !== null && !problem.value }, { flush: 'sync' })
  return { rows, state, problem, isBusy, hasMore, count, totals, isStale, more, refresh, changed }
}

function moduleIn(query: string | undefined): string | undefined {
  return query === undefined || query === 'null' ? undefined : (JSON.parse(query) as ListQuery).module
}
