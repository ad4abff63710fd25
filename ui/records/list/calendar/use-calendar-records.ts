import { computed, type ComputedRef, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { ListQuery, RecordData } from '../../../../engine/contract/api.ts'
import type { Condition } from '../../../../engine/contract/condition.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import { listRecords } from '../../../api/records.ts'
import type { CalendarFields } from '../form/list-form.ts'
import { fromClock } from './calendar-event.ts'

/** Days `YYYY-MM-DD`; the end is the first day that is not shown. */
export interface DayRange {
  from: string
  to: string
}

export interface CalendarRecords {
  records: Ref<RecordData[]>
  problem: Ref<ProblemError | null>
  isLoading: Ref<boolean>
  /** There are more than are drawn. */
  isCut: Ref<boolean>
  range: Ref<DayRange | null>
  address: ComputedRef<ListQuery | null>
  refresh(): Promise<void>
}

const PAGE = 200
const MOST_PAGES = 5

/** The records of a list that lie in the days that are shown. */
export function useCalendarRecords(fields: CalendarFields, query: () => ListQuery | null, timeZone: () => string): CalendarRecords {
  const records = shallowRef<RecordData[]>([])
  const problem = shallowRef<ProblemError | null>(null)
  const isLoading = ref(false)
  const isCut = ref(false)
  const range = shallowRef<DayRange | null>(null)
  let controller = new AbortController()
  onScopeDispose(() => controller.abort())

  const address = computed((): ListQuery | null => {
    const input = query()
    if (!input || !range.value) return null
    const within = inRange(fields, range.value, timeZone())
    return {
      ...input,
      filter: input.filter ? { all: [input.filter, within] } : within,
      sort: [{ field: fields.start.key }],
      totals: undefined,
      count: 'none',
      limit: PAGE,
    }
  })

  async function refresh(): Promise<void> {
    if (!address.value) return
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    isLoading.value = true
    try {
      const found: RecordData[] = []
      let cursor: string | null | undefined
      for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
        const answer = await listRecords({ ...address.value, cursor }, signal)
        found.push(...answer.records)
        cursor = answer.next
      }
      if (signal.aborted) return
      records.value = found
      isCut.value = cursor !== null
      problem.value = null
    } catch (error) {
      if (!signal.aborted) problem.value = problemOf(error)
    } finally {
      if (!signal.aborted) isLoading.value = false
    }
  }

  watch(
    () => JSON.stringify(address.value),
    () => void refresh(),
    { immediate: true },
  )
  return { records, problem, isLoading, isCut, range, address, refresh }
}

/** What begins in the days, or began before and has not ended by then; and what has no start and is due in them. */
export function inRange({ start, end, due }: CalendarFields, range: DayRange, timeZone: string): Condition {
  const { begins, before, edge } = boundsOf(start, range, timeZone)
  if (due) {
    const late = boundsOf(due, range, timeZone)
    return { any: [{ all: [begins, before] }, { all: [{ field: start.key, op: 'is_blank' }, late.begins, late.before] }] }
  }
  if (!end) return { all: [begins, before] }
  return { all: [before, { any: [begins, { field: end.key, op: 'gte', value: edge }] }] }
}

function boundsOf(field: FieldModel, { from, to }: DayRange, timeZone: string): { begins: Condition; before: Condition; edge: string } {
  const edge = (day: string) => (field.type === 'date' ? day : fromClock(day, timeZone))
  return { begins: { field: field.key, op: 'gte', value: edge(from) }, before: { field: field.key, op: 'lt', value: edge(to) }, edge: edge(from) }
}
