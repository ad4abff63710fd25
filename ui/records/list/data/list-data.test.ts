import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { ListQuery, ListResult, RecordData } from '../../../../engine/contract/api.ts'
import { ProblemError } from '../../../api/problem-error.ts'
import { isLeftOut } from './kept-rows.ts'
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

function listOf(load: (query: ListQuery, signal?: AbortSignal) => Promise<ListResult>, keptFor?: string) {
  const query = ref<ListQuery | null>({ module: 'books', count: 'capped', totals: ['price'] })
  const list = effectScope().run(() => useRecordList(() => query.value, load, keptFor))
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

  it('keeps of rows far out of sight no more than their ids, and fetches them again when they come near', async () => {
    const idsOf = (from: number, count: number) => Array.from({ length: count }, (_, index) => `r${from + index}`)
    const load = vi.fn(async ({ cursor = '0', limit = 0 }: ListQuery) => page(idsOf(Number(cursor), limit), String(Number(cursor) + limit)))
    const { list, ids } = listOf(load)
    await flushPromises()
    for (let pages = 0; pages < 9; pages += 1) await list.more()
    expect(ids()).toEqual(idsOf(0, 960))
    list.see(920, 950)
    expect([list.rows.value[0], list.rows.value[340], list.rows.value[460]].map((row) => row && isLeftOut(row))).toEqual([true, true, false])
    expect(ids()).toEqual(idsOf(0, 960))

    load.mockClear()
    list.see(150, 180)
    await flushPromises()
    expect(load.mock.calls.map(([{ cursor, limit, count }]) => [cursor, limit, count])).toEqual([
      ['60', 100, 'none'],
      ['160', 100, 'none'],
    ])
    expect([list.rows.value[60], list.rows.value[959]].map((row) => row && isLeftOut(row))).toEqual([false, true])
    expect(ids()).toEqual(idsOf(0, 960))
  })

  it('shows what it answered the last time until the new answer is there, to the same user only', async () => {
    listOf(async () => page(['old', 'gone']), 'dora')
    await flushPromises()
    let answer: (result: ListResult) => void = () => {}
    const slow = () => new Promise<ListResult>((resolve) => (answer = resolve))
    expect(listOf(slow, 'vera').list.state.value).toBe('loading')
    const again = listOf(slow, 'dora')
    expect([again.list.state.value, again.ids()]).toEqual(['ready', ['old', 'gone']])
    answer(page(['new', 'old']))
    await flushPromises()
    expect(again.ids()).toEqual(['new', 'old'])
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
