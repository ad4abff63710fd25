import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { TaskInfo } from '../../engine/contract/api.ts'
import type { ClientModel } from '../../engine/contract/client-model.ts'
import { browserLocale, localeFor } from '../i18n/first-locale.ts'
import { useListContext } from './list-context.ts'
import { useLiveEvents } from './live-events.ts'
import { useMetadata } from './metadata.ts'
import { places } from './places.ts'
import { usePreferences } from './preferences.ts'
import { useRecents } from './recents.ts'
import { useTasks } from './tasks.ts'

const answers = new Map<string, unknown>()
const calls: { method: string; address: string; body?: unknown; etag: string | null }[] = []
beforeEach(() => {
  setActivePinia(createPinia())
  answers.clear()
  calls.length = 0
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    calls.push({ method: init.method ?? '', address, body: init.body ? JSON.parse(String(init.body)) : undefined, etag: headers.get('if-none-match') })
    if (headers.get('if-none-match') === '"1"') return new Response(null, { status: 304 })
    return new Response(JSON.stringify(answers.get(address) ?? {}), { headers: { etag: '"1"' } })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('preferences', () => {
  it('are fetched once and kept a moment after the last change', async () => {
    vi.useFakeTimers()
    answers.set('/api/preferences/ui', { value: { density: 'compact' } })
    const preferences = usePreferences()
    await Promise.all([preferences.load(), preferences.load()])
    expect(preferences.get('density')).toBe('compact')
    preferences.set('a', 1)
    preferences.set('a', 2)
    preferences.set('density', null)
    await vi.advanceTimersByTimeAsync(700)
    expect(calls.map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['PATCH', { changes: { a: 2, density: null } }],
    ])
  })
  it('are kept at once when the page goes away, and only then what was not yet', async () => {
    answers.set('/api/preferences/ui', { value: null })
    const preferences = usePreferences()
    await preferences.load()
    window.dispatchEvent(new Event('pagehide'))
    preferences.set('a', 1)
    window.dispatchEvent(new Event('pagehide'))
    window.dispatchEvent(new Event('pagehide'))
    expect(calls.slice(1).map(({ method, body }) => [method, body])).toEqual([['PATCH', { changes: { a: 1 } }]])
  })
  it('keep what was set while they were on their way', async () => {
    answers.set('/api/preferences/ui', { value: { a: 1, b: 1 } })
    const preferences = usePreferences()
    const loading = preferences.load()
    preferences.set('a', 2)
    await loading
    expect([preferences.get('a'), preferences.get('b')]).toEqual([2, 1])
    preferences.forget()
  })
})

describe('recents', () => {
  it('put the newest first, once, and not too many', () => {
    const recents = useRecents()
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) recents.visitModule(key)
    expect(recents.modules).toEqual(['b', 'g', 'f', 'e', 'd', 'c'])
    recents.visitRecord({ module: 'a', id: '1', label: 'One' })
    recents.visitRecord({ module: 'a', id: '1', label: 'One, renamed' })
    expect(recents.records).toEqual([{ module: 'a', id: '1', label: 'One, renamed' }])
    usePreferences().forget()
  })
})

describe('metadata', () => {
  const label = { en: 'X', 'zh-CN': '某' }
  const model = {
    version: 3,
    modules: {
      loans: { key: 'loans', fields: [{ key: 'book', type: 'reference', to: ['books'], label }] },
      books: {
        key: 'books',
        fields: [
          { key: 'genre', type: 'picklist', picklist: 'genres', label },
          { key: 'printed', type: 'address', label },
        ],
      },
    },
    picklists: { genres: { values: [{ key: 'novel', label }] } },
    currencies: [],
    fieldTypes: { picklist: { widget: 'picklist' }, address: { widget: 'address', parts: { city: { type: 'text', label } } } },
    can: { books: ['read'] },
  } as unknown as ClientModel

  it('is fetched once and asked for again with its ETag', async () => {
    answers.set('/api/metadata', model)
    const metadata = useMetadata()
    await Promise.all([metadata.load(), metadata.load()])
    await metadata.load()
    expect(calls.map((call) => call.etag)).toEqual([null, '"1"'])
    expect(metadata.version).toBe(3)
  })
  it('follows paths through references and finds shared picklists', async () => {
    answers.set('/api/metadata', model)
    const metadata = useMetadata()
    await metadata.load()
    const genre = metadata.findField('loans', 'book.genre')
    expect(genre?.key).toBe('genre')
    expect(genre && metadata.picklistValues(genre).map((value) => value.key)).toEqual(['novel'])
    expect(metadata.findField('loans', 'book.printed.city')).toEqual({ key: 'city', type: 'text', label, readOnly: true })
    expect(metadata.findField('loans', 'book.printed.mayor')).toBeUndefined()
    expect(metadata.findField('loans', 'book.nothing')).toBeUndefined()
    expect(metadata.findModule('constructor')).toBeUndefined()
    expect([metadata.allows('books', 'read'), metadata.allows('books', 'delete'), metadata.allows('loans', 'read')]).toEqual([true, false, false])
  })
})

describe('live events', () => {
  it('reach only those who still listen', () => {
    const sources: EventTarget[] = []
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super()
          sources.push(this)
        }
        close(): void {}
      },
    )
    const live = useLiveEvents()
    live.start()
    const heard: string[] = []
    const scope = effectScope()
    scope.run(() => live.listen('records', (event) => heard.push(event.module)))
    const say = (module: string) =>
      sources[0]?.dispatchEvent(Object.assign(new Event('records'), { data: JSON.stringify({ type: 'records', module, ids: [] }) }))
    say('books')
    scope.stop()
    say('loans')
    expect(heard).toEqual(['books'])
    live.stop()
  })
})

describe('tasks', () => {
  const task = (state: TaskInfo['state']): TaskInfo => ({ id: 't', actor: 'u', kind: 'export', state, progress: { done: 0, total: 0 }, createdAt: '' })
  it('show what runs; what ended before the application was opened stays away', async () => {
    answers.set('/api/tasks', {
      tasks: [
        { ...task('running'), id: 'a' },
        { ...task('done'), id: 'b' },
      ],
    })
    const tasks = useTasks()
    await tasks.load()
    expect(tasks.shown.map(({ id }) => id)).toEqual(['a'])
  })
  it('fetch the result of one that ended, and do not run again because of an answer that came late', async () => {
    const sources: EventTarget[] = []
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super()
          sources.push(this)
        }
        close(): void {}
      },
    )
    const tasks = useTasks()
    const scope = effectScope()
    scope.run(() => tasks.listen())
    useLiveEvents().start()
    answers.set('/api/tasks/t', { ...task('done'), result: { file: { id: 'f' } } })
    const say = (state: TaskInfo['state']) =>
      sources[0]?.dispatchEvent(Object.assign(new Event('task'), { data: JSON.stringify({ type: 'task', task: task(state) }) }))
    say('done')
    await flushPromises()
    say('running')
    await flushPromises()
    expect(tasks.shown.map(({ state, result }) => [state, result])).toEqual([['done', { file: { id: 'f' } }]])
    useLiveEvents().stop()
    scope.stop()
  })
  it('open the tray for one that was just started', async () => {
    answers.set('/api/tasks/t', task('waiting'))
    const tasks = useTasks()
    await tasks.track('t')
    await flushPromises()
    expect([tasks.isOpen, tasks.running.length]).toEqual([true, 1])
    tasks.hide('t')
    expect(tasks.shown).toEqual([])
  })
})

describe('the list that a record was opened from', () => {
  it('knows the neighbours and how many there are', () => {
    const context = useListContext()
    context.remember({ module: 'books', ids: ['a', 'b', 'c'], total: 126, address: '/m/books?view=x' })
    expect(context.neighboursOf('books', 'b')).toEqual({ position: 2, total: 126, previous: 'a', next: 'c' })
    expect(context.neighboursOf('books', 'z')).toBeNull()
    expect(context.neighboursOf('loans', 'a')).toBeNull()
    expect([context.addressOf('books'), context.addressOf('loans')]).toEqual(['/m/books?view=x', null])
  })
})

describe('languages', () => {
  it.each([
    ['zh-Hans-CN', 'zh-CN'],
    ['zh_TW', 'zh-CN'],
    ['en-GB', 'en'],
    ['fr', null],
    [null, null],
  ])('%s is answered with %s', (wish, locale) => {
    expect(localeFor(wish)).toBe(locale)
  })
  it('follow the first of the browser that is spoken', () => {
    expect(browserLocale(['fr-FR', 'zh-CN', 'en'])).toBe('zh-CN')
    expect(browserLocale(['fr-FR'])).toBe('en')
  })
})

describe('places', () => {
  it('are encoded addresses of screens', () => {
    expect(places.list('books', { q: 'a&b' })).toBe('/m/books?q=a%26b')
    expect(places.bin()).toBe('/bin')
    expect(places.signIn('/m/books?view=1')).toBe('/sign-in?next=%2Fm%2Fbooks%3Fview%3D1')
  })
})
