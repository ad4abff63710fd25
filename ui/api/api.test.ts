import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLiveStream, waitAfter } from './live-stream.ts'
import { ProblemError } from './problem-error.ts'
import { deleteRecord, listRecords, updateRecord } from './records.ts'
import { addressOf, onSignedOut, path, request, requestAnswer, speak } from './request.ts'

const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>()
beforeEach(() => vi.stubGlobal('fetch', fetched))
afterEach(() => {
  vi.unstubAllGlobals()
  fetched.mockReset()
})
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers })
const sent = () => {
  const [address, init] = fetched.mock.calls[0] ?? ['', {}]
  return { address, headers: new Headers(init.headers), body: init.body, method: init.method }
}

describe('request', () => {
  it('speaks the language of the screen and sends JSON', async () => {
    speak('zh-CN')
    fetched.mockResolvedValue(json({ ok: true }))
    await request('POST', '/api/x', { body: { a: 1 } })
    expect(sent().headers.get('accept-language')).toBe('zh-CN')
    expect(sent().headers.get('content-type')).toBe('application/json')
    expect(sent().body).toBe('{"a":1}')
  })
  it('turns a refusal into a ProblemError with everything the server said', async () => {
    fetched.mockResolvedValue(json({ title: 'No', status: 422, code: 'INVALID', problems: [{ field: 'name', code: 'REQUIRED' }], id: 'x' }, 422))
    await expect(request('GET', '/api/x')).rejects.toMatchObject({ code: 'INVALID', status: 422, id: 'x', problems: [{ field: 'name' }] })
  })
  it('makes do with an answer that is no document, as a proxy gives it', async () => {
    fetched.mockResolvedValue(new Response('<html>', { status: 502 }))
    await expect(request('GET', '/api/x')).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 502 })
  })
  it('says that the server cannot be reached, but lets a request be given up', async () => {
    fetched.mockRejectedValue(new TypeError('failed'))
    await expect(request('GET', '/api/x')).rejects.toBeInstanceOf(ProblemError)
    await expect(request('GET', '/api/x', { signal: AbortSignal.abort() })).rejects.not.toBeInstanceOf(ProblemError)
  })
  it('tells the application when nobody is signed in any more', async () => {
    const listener = vi.fn()
    onSignedOut(listener)
    fetched.mockResolvedValue(json({ code: 'UNAUTHENTICATED' }, 401))
    await expect(request('GET', '/api/x')).rejects.toThrow()
    expect(listener).toHaveBeenCalledOnce()
  })
  it('takes "not modified" for an answer', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 304, headers: { etag: '"1"' } }))
    expect(await requestAnswer('GET', '/api/x', { etag: '"1"' })).toEqual({ status: 304, data: null, etag: '"1"' })
    expect(sent().headers.get('if-none-match')).toBe('"1"')
  })
})

describe('addresses', () => {
  it('encode what stands in them and leave out what is not there', () => {
    expect(path`/api/records/${'a/b'}/${'ü'}`).toBe('/api/records/a%2Fb/%C3%BC')
    expect(addressOf('/x', { a: 1, b: undefined, c: '', d: false, e: null })).toBe('/x?a=1&d=false')
  })
})

describe('records', () => {
  it('are listed by address, and by body when the filter is long', async () => {
    fetched.mockImplementation(async () => json({ records: [], next: null, previous: null }))
    await listRecords({ module: 'books', sort: [{ field: 'title', order: 'desc' }, { field: 'id' }], fields: ['title'] })
    expect(sent()).toMatchObject({ method: 'GET', address: '/api/records/books?sort=title%3Adesc%2Cid&fields=title' })
    fetched.mockClear()
    await listRecords({ module: 'books', filter: { field: 'id', op: 'is_any', value: Array.from({ length: 100 }, (_, index) => `id-${index}-0123456789`) } })
    expect(sent()).toMatchObject({ method: 'POST', address: '/api/records/books/query' })
  })
  it('are written with the version that was seen', async () => {
    fetched.mockImplementation(async () => json({}))
    await updateRecord({ module: 'books', id: '1', version: 7 }, { title: 'x' })
    expect(sent().headers.get('if-match')).toBe('"7"')
    fetched.mockClear()
    await deleteRecord({ module: 'books', id: '1' })
    expect(sent().headers.get('if-match')).toBeNull()
  })
})

describe('the live stream', () => {
  class FakeSource extends EventTarget {
    static readonly CLOSED = 2
    static all: FakeSource[] = []
    readyState = 1
    onopen: (() => void) | null = null
    onerror: (() => void) | null = null
    close = vi.fn()
    constructor() {
      super()
      FakeSource.all.push(this)
    }
  }
  beforeEach(() => {
    FakeSource.all = []
    vi.useFakeTimers()
    vi.stubGlobal('EventSource', FakeSource)
  })
  afterEach(() => vi.useRealTimers())

  it('is opened again when the browser gives it up, and says that something may have been missed', () => {
    const onOpen = vi.fn()
    const stream = openLiveStream({ onEvent: vi.fn(), onOpen })
    FakeSource.all[0]?.onopen?.()
    if (FakeSource.all[0]) FakeSource.all[0].readyState = 2
    FakeSource.all[0]?.onerror?.()
    vi.advanceTimersByTime(1000)
    FakeSource.all[1]?.onopen?.()
    expect(onOpen.mock.calls).toEqual([[false], [true]])
    stream.close()
    expect(FakeSource.all[1]?.close).toHaveBeenCalled()
  })
  it('hands over what it hears', () => {
    const onEvent = vi.fn()
    openLiveStream({ onEvent })
    FakeSource.all[0]?.dispatchEvent(Object.assign(new Event('records'), { data: '{"type":"records","module":"books"}' }))
    expect(onEvent).toHaveBeenCalledWith({ type: 'records', module: 'books' })
  })
  it('waits longer each time, up to a minute', () => {
    expect([0, 1, 2, 10].map((failures) => waitAfter(failures, 0))).toEqual([1000, 2000, 4000, 60_000])
    expect(waitAfter(0, 1)).toBeCloseTo(666.67, 1)
  })
})
