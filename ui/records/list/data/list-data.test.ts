import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { ListQuery, ListResult, RecordData } from '../../../../engine/contract/api.ts'
import { ProblemError } from '../../../api/problem-error.ts'
import { readListAddress, writeListAddress } from './list-query-url.ts'
import { nextSort } from './next-sort.ts'
import { useRecordList } from './use-record-list.ts'

const record = (id: string): RecordData => ({ id, module: 'books', version: 1, values: {}, labels: {}, can: {} })
const page = (ids: string[], next: string | null = null): ListResult => ({
  records: ids.map(record),
  next,
  previous: null,
  count: { value: 9, exact: true },
  totals: { price: '5' },
})

function listOf(load: (query: ListQuery, signal?: AbortSignal) => Promise<ListResult>) {
  const query = ref<ListQuery | null>({ module: 'books', count: 'capped', totals: ['price'] })
  const list = effectScope().run(() => useRecordList(() => query.value, load))
  if (!list) throw new Error('no scope')
  return { list, query, ids: () => list.rows.value.map((row) => row.id) }
}

describe('useRecordList', () => {
  it('adds pages behind one another and asks for count and totals once', async () => {
    const load = vi.fn(async (query: ListQuery) => (query.cursor ? page(['c', 'b']) : page(['a', 'b'], 'next')))
    const { list, ids } = listOf(load)
    await flushPromises()
    expect(list.hasMore.value).toBe(true)
    await list.more()
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(list.hasMore.value).toBe(false)
    expect(load.mock.calls[1]?.[0]).toMatchObject({ cursor: 'next', count: 'none', totals: undefined })
    expect(list.count.value).toEqual({ value: 9, exact: true })
  })

  it('answers only the last query, whatever comes first', async () => {
    const answers: ((result: ListResult) => void)[] = []
    const { list, query, ids } = listOf(() => new Promise((resolve) => answers.push(resolve)))
    query.value = { module: 'books', q: 'x' }
    await nextTick()
    answers[1]?.(page(['new']))
    answers[0]?.(page(['old']))
    await flushPromises()
    expect(ids()).toEqual(['new'])
    expect(list.state.value).toBe('ready')
  })

  it('keeps the rows while the same list is asked anew, and drops them for another module', async () => {
    let answer: (result: ListResult) => void = () => {}
    const { list, query, ids } = listOf(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    answer(page(['a']))
    await flushPromises()
    query.value = { module: 'books', q: 'y' }
    await nextTick()
    expect(ids()).toEqual(['a'])
    query.value = { module: 'members' }
    await nextTick()
    expect(ids()).toEqual([])
    expect(list.state.value).toBe('loading')
  })

  it('shows the problem of the first page, and stops asking for more after that of a later one', async () => {
    const failure = new ProblemError({ type: '', title: 'no', status: 500, code: 'INTERNAL', id: 'x' })
    const load = vi.fn(async (query: ListQuery): Promise<ListResult> => {
      if (query.cursor) throw failure
      return page(['a'], 'next')
    })
    const { list, ids } = listOf(load)
    await flushPromises()
    await list.more()
    await list.more()
    expect(load).toHaveBeenCalledTimes(2)
    expect(ids()).toEqual(['a'])
    expect(list.state.value).toBe('ready')
    expect(list.problem.value?.id).toBe('x')
  })

  it('waits while the query is not known', async () => {
    const load = vi.fn(async () => page([]))
    const { query } = listOf(load)
    query.value = null
    await flushPromises()
    expect(load).toHaveBeenCalledTimes(1)
  })
})

describe('the address of a list', () => {
  it('brings back what was written', () => {
    const address = {
      view: 'mine',
      filter: { all: [{ field: 'a', op: 'is' as const, value: 'x&y' }] },
      sort: [
        { field: 'b', order: 'desc' as const },
        { field: 'c', order: 'asc' as const },
      ],
      q: '中文',
    }
    expect(readListAddress(writeListAddress(address))).toEqual(address)
  })
  it('tells a view without filter from a view left alone', () => {
    expect(readListAddress(writeListAddress({ filter: null })).filter).toBeNull()
    expect(readListAddress(writeListAddress({})).filter).toBeUndefined()
  })
  it('ignores what cannot be read', () => {
    expect(readListAddress({ filter: '{"all":[', sort: '' })).toMatchObject({ filter: undefined, sort: [] })
    expect(readListAddress({ filter: '{"some":1}' }).filter).toBeUndefined()
  })
})

describe('nextSort', () => {
  it('turns ascending into descending and back', () => {
    expect(nextSort([], 'a', false)).toEqual([{ field: 'a', order: 'asc' }])
    expect(nextSort([{ field: 'a' }], 'a', false)).toEqual([{ field: 'a', order: 'desc' }])
    expect(nextSort([{ field: 'a', order: 'desc' }], 'a', false)).toEqual([{ field: 'a', order: 'asc' }])
  })
  it('adds a second key with Shift', () => {
    expect(nextSort([{ field: 'a', order: 'asc' }], 'b', true)).toEqual([
      { field: 'a', order: 'asc' },
      { field: 'b', order: 'asc' },
    ])
    expect(
      nextSort(
        [
          { field: 'a', order: 'asc' },
          { field: 'b', order: 'asc' },
        ],
        'b',
        true,
      ),
    ).toEqual([
      { field: 'a', order: 'asc' },
      { field: 'b', order: 'desc' },
    ])
  })
})
