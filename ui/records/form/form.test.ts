import { createPinia, setActivePinia } from 'pinia'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { computed, defineComponent } from 'vue'
import type { Me, RecordData } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { useSession } from '../../state/session.ts'
import { mountWithI18n } from '../../testing/mount-with-i18n.ts'
import { copyOf } from './copy-of.ts'
import { draftsIn, forgetDrafts, keepDraft } from './draft-store.ts'
import { firstValues } from './first-values.ts'
import { useFormDrafts } from './use-form-drafts.ts'
import type { RecordFormInput } from './use-form-values.ts'
import { type RecordForm, useRecordForm } from './use-record-form.ts'

const label = { en: 'X', 'zh-CN': '某' }
const field = (key: string, type: string, more: Partial<FieldModel> = {}): FieldModel => ({ key, type, label, ...more })
const module = {
  key: 'books',
  nameField: 'title',
  fields: [
    field('title', 'text', { required: true }),
    field('pages', 'integer'),
    field('summary', 'long_text'),
    field('genre', 'picklist', { values: ['fiction', 'science'].map((key) => ({ key, label })) }),
    field('kind', 'picklist', { dependsOn: 'genre', values: [{ key: 'crime', label, for: ['fiction'] }] }),
    field('status', 'picklist', {
      values: [
        { key: 'open', label },
        { key: 'lost', label, sets: { wear: '100' } },
      ],
    }),
    field('wear', 'percent'),
    field('lost_on', 'date', { visibleIf: { field: 'status', op: 'is', value: 'lost' }, requiredIf: { field: 'status', op: 'is', value: 'lost' } }),
    field('shelf', 'reference', { to: ['shelves'] }),
    field('room', 'text', { copyFrom: 'shelf.room', readOnly: true }),
    field('isbn', 'text', { unique: true }),
    field('number', 'auto_number'),
    field('owner', 'owner', { system: true }),
    field('updated_at', 'datetime', { system: true, readOnly: true }),
  ],
  duplicates: [],
} as unknown as ModuleModel
const fieldOf = (key: string): FieldModel => module.fields.find((candidate) => candidate.key === key) ?? field(key, 'text')
const record = (version: number, values: object): RecordData => ({
  id: 'b1',
  module: 'books',
  version,
  values: { ...values } as RecordData['values'],
  labels: {},
  can: {},
})

const answers: { status: number; body: unknown }[] = []
const sent: { method: string; address: string; body: { values?: unknown } | undefined; version: string | null }[] = []
beforeEach(() => {
  setActivePinia(createPinia())
  localStorage.clear()
  answers.length = 0
  sent.length = 0
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    sent.push({
      method: init.method ?? '',
      address,
      body: init.body ? JSON.parse(String(init.body)) : undefined,
      version: new Headers(init.headers).get('if-match'),
    })
    const { status, body } = answers.shift() ?? { status: 500, body: {} }
    return new Response(JSON.stringify(body), { status })
  })
})

async function open(input: Partial<RecordFormInput> = {}, also: (form: RecordForm) => void = () => {}): Promise<RecordForm> {
  let form: RecordForm | undefined
  const component = defineComponent(() => {
    form = useRecordForm({ module, ...input })
    also(form)
    return () => null
  })
  await mountWithI18n(component)
  if (!form) throw new Error('no form')
  return form
}
const reply = (status: number, body: unknown) => answers.push({ status, body })

describe('saving and staying', () => {
  it('goes on from the version that was saved', async () => {
    const form = await open({ record: record(1, { title: 'Emma', pages: 1 }) })
    reply(200, record(2, { title: 'Emma!', pages: 1 }))
    form.set(fieldOf('title'), 'Emma!')
    await form.save()
    expect(form.isDirty.value).toBe(false)
    reply(200, record(3, { title: 'Emma!', pages: 2 }))
    form.set(fieldOf('pages'), 2)
    await form.save()
    expect(sent.map(({ version, body }) => [version, body?.values])).toEqual([
      ['"1"', { title: 'Emma!' }],
      ['"2"', { pages: 2 }],
    ])
  })

  it('keeps what was typed while the answer was on its way, and takes what the server made of the rest', async () => {
    const form = await open({ record: record(1, { title: 'Emma', pages: 1 }) })
    form.set(fieldOf('title'), ' emma ')
    reply(200, record(2, { title: 'emma', pages: 1 }))
    const saving = form.save()
    form.set(fieldOf('pages'), 7)
    await saving
    expect(form.values.value).toMatchObject({ title: 'emma', pages: 7 })
    expect(form.changed.value).toEqual({ pages: 7 })
  })

  it('names each problem at its field, and loses nothing', async () => {
    const form = await open({ record: record(1, { title: 'Emma' }) })
    form.set(fieldOf('pages'), -1)
    reply(422, { code: 'INVALID', status: 422, title: 'No.', problems: [{ field: 'pages', code: 'MIN', message: 'At least 1.' }] })
    expect(await form.save()).toBeNull()
    expect(form.errors.value).toEqual({ pages: 'At least 1.' })
    form.set(fieldOf('pages'), 3)
    expect(form.errors.value).toEqual({})
  })
})

describe('somebody else saved meanwhile', () => {
  const theirs = (values: object) => reply(409, { code: 'CONFLICT', status: 409, title: 'Newer.', current: record(5, { title: 'Emma', pages: 1, ...values }) })

  it('is brought together without a question where it does not overlap', async () => {
    const form = await open({ record: record(1, { title: 'Emma', pages: 1 }) })
    form.set(fieldOf('title'), 'Mine')
    theirs({ pages: 300 })
    reply(200, record(6, { title: 'Mine', pages: 300 }))
    expect(await form.save()).toMatchObject({ version: 6 })
    expect(sent[1]).toMatchObject({ version: '"5"', body: { values: { title: 'Mine' } } })
    expect(form.values.value.pages).toBe(300)
  })

  it('is asked about where both changed a field; who gives up goes on typing on top of the newer record', async () => {
    const form = await open({ record: record(1, { title: 'Emma', pages: 1 }) })
    form.set(fieldOf('title'), 'Mine')
    theirs({ title: 'Theirs', pages: 300 })
    const saving = form.save()
    await vi.waitFor(() => expect(form.conflict.value?.asked).toEqual(['title']))
    form.conflict.value?.answer(null)
    expect(await saving).toBeNull()
    expect(form.values.value).toMatchObject({ title: 'Mine', pages: 300 })

    reply(200, record(6, { title: 'Mine', pages: 300 }))
    expect(await form.save()).toMatchObject({ version: 6 })
    expect(sent[1]?.version).toBe('"5"')
  })

  it('takes theirs where that was chosen', async () => {
    const form = await open({ record: record(1, { title: 'Emma', pages: 1 }) })
    form.set(fieldOf('title'), 'Mine')
    theirs({ title: 'Theirs' })
    const saving = form.save()
    await vi.waitFor(() => expect(form.conflict.value).not.toBeNull())
    form.conflict.value?.answer([])
    expect(await saving).toMatchObject({ version: 5 })
    expect(form.values.value.title).toBe('Theirs')
    expect(form.isDirty.value).toBe(false)
  })
})

describe('values that follow from others', () => {
  it('come with a choice, and go where they no longer fit', async () => {
    const form = await open({ record: record(1, { genre: 'fiction', kind: 'crime' }) })
    form.set(fieldOf('status'), 'lost')
    expect(form.values.value.wear).toBe('100')
    form.set(fieldOf('genre'), 'science')
    expect(form.values.value.kind).toBeNull()
  })
  it('come from the record that is referred to, if it is still that one', async () => {
    const form = await open({ record: record(1, { shelf: null, room: null }) })
    reply(200, { id: 's1', module: 'shelves', version: 1, values: { room: 'North' }, labels: {}, can: {} })
    form.set(fieldOf('shelf'), 's1', 'A1')
    await flushPromises()
    expect(sent[0]?.address).toBe('/api/records/shelves/s1?fields=room')
    expect(form.values.value.room).toBe('North')
  })
  it('are not sent where only the server may write them', async () => {
    const form = await open()
    form.set(fieldOf('title'), 'Emma')
    form.values.value.room = 'North'
    reply(201, record(1, { title: 'Emma', room: 'North' }))
    await form.save()
    expect(sent[0]?.body?.values).toEqual({ title: 'Emma' })
  })
  it('make a field visible and required, by the one evaluator', async () => {
    const form = await open({ record: record(1, { status: 'open' }) })
    const lostOn = fieldOf('lost_on')
    expect([form.isVisible(lostOn), form.isRequired(lostOn)]).toEqual([false, false])
    form.set(fieldOf('status'), 'lost')
    expect([form.isVisible(lostOn), form.isRequired(lostOn)]).toEqual([true, true])
  })
  it('are judged anew when a field that had no value yet gets its first', async () => {
    const form = await open()
    const isShown = computed(() => form.isVisible(fieldOf('lost_on')))
    expect(isShown.value).toBe(false)
    form.set(fieldOf('status'), 'lost')
    expect(isShown.value).toBe(true)
  })
})

describe('conditions on another record', () => {
  it('are judged by what that record says', async () => {
    const looking = {
      ...module,
      fields: [...module.fields, field('key_no', 'text', { visibleIf: { field: 'shelf.locked', op: 'is', value: true } })],
    } as ModuleModel
    const keyNo = looking.fields.at(-1) ?? fieldOf('title')
    reply(200, { id: 's1', module: 'shelves', version: 1, values: { locked: true }, labels: {}, can: {} })
    const form = await open({ module: looking, record: record(1, { shelf: 's1' }) })
    expect(form.isVisible(keyNo)).toBe(false)
    await flushPromises()
    expect(sent[0]?.address).toBe('/api/records/shelves/s1?fields=locked')
    expect(form.isVisible(keyNo)).toBe(true)
  })
})

describe('first values', () => {
  it('know today by the time zone of the user', () => {
    const dated = { ...module, fields: [field('on', 'date', { default: { now: true } }), field('at', 'time', { default: { now: true } })] } as ModuleModel
    const me = { id: 'u1', timeZone: 'Asia/Shanghai' } as Me
    expect(firstValues(dated, me, new Date('2026-03-01T20:30:05Z'))).toEqual({ owner: 'u1', on: '2026-03-02', at: '04:30:05' })
  })
  it('of a copy leave out what must be its own', () => {
    const source = {
      ...record(4, { title: 'Emma', isbn: '1', number: 'B-1', room: 'North', shelf: 's1', owner: 'u1', updated_at: 'x' }),
      labels: { shelf: 'A1' },
    }
    expect(copyOf(module, source)).toEqual({ values: { title: 'Emma', shelf: 's1', owner: 'u1' }, labels: { shelf: 'A1' } })
  })
})

describe('drafts of long texts', () => {
  const place = 'u1.books.b1'
  it('are kept by field and forgotten with the save', () => {
    keepDraft(place, { field: 'summary', text: 'Long' })
    keepDraft(place, { field: 'summary', text: 'Longer' })
    expect(draftsIn(place)).toMatchObject([{ field: 'summary', text: 'Longer' }])
    keepDraft(place, { field: 'summary', text: null })
    expect(draftsIn(place)).toEqual([])
    keepDraft(place, { field: 'summary', text: 'Again' })
    forgetDrafts(place)
    expect(localStorage.length).toBe(0)
  })
  it('that are broken or old are none', () => {
    localStorage.setItem(`mortise.draft.${place}`, '{"x":')
    expect(draftsIn(place)).toEqual([])
    localStorage.setItem(`mortise.draft.${place}`, JSON.stringify([{ field: 'summary', text: 'Old', at: '2020-01-01T00:00:00Z' }, 7]))
    expect(draftsIn(place)).toEqual([])
  })
  it('are offered after a crash, and taken over', async () => {
    useSession().me = { id: 'u1', timeZone: 'UTC', name: 'Ann' } as Me
    keepDraft(place, { field: 'summary', text: 'Half a page' })
    let drafts: ReturnType<typeof useFormDrafts> | undefined
    const form = await open({ record: record(1, { summary: 'Short' }) }, (opened) => {
      drafts = useFormDrafts(opened)
    })
    expect(drafts?.found.value.map(({ text }) => text)).toEqual(['Half a page'])
    drafts?.take()
    expect(form.values.value.summary).toBe('Half a page')
    expect(drafts?.found.value).toEqual([])
  })
})
