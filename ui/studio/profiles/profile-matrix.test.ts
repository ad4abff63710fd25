import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { ProfileLine } from '../../../engine/contract/access.ts'
import type { ClientModel } from '../../../engine/contract/client-model.ts'
import { useMetadata } from '../../state/metadata.ts'
import { mountWithI18n } from '../../testing/mount-with-i18n.ts'
import ProfileMatrixTable from './ProfileMatrixTable.vue'
import { type ProfileMatrixDraft, useProfileMatrix } from './use-profile-matrix.ts'

enableAutoUnmount(afterEach)

const label = (en: string) => ({ en, 'zh-CN': en })
const module = (key: string, name: string, capabilities: string[] = []) => ({
  key,
  label: label(name),
  pluralLabel: label(name),
  icon: 'book',
  capabilities,
  fields: [],
})
const model = { modules: { books: module('books', 'Books', ['merge']), shelves: module('shelves', 'Shelves') }, profiles: [] } as unknown as ClientModel
const saved: Record<string, ProfileLine> = {
  books: { actions: ['read', 'create'], fields: { price: 'hidden' } },
  shelves: { actions: [], fields: {} },
}
const sent: { address: string; body: ProfileLine }[] = []
let refused = ''

beforeEach(() => {
  setActivePinia(createPinia())
  useMetadata().model = model
  sent.length = 0
  refused = ''
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const body = init.body ? JSON.parse(String(init.body)) : undefined
    if (init.method === 'PUT' && address.endsWith(refused || ' ')) return new Response(JSON.stringify({ code: 'CONFLICT', title: 'No' }), { status: 409 })
    if (init.method === 'PUT') {
      sent.push({ address, body })
      saved[address.split('/').at(-1) ?? ''] = body
    }
    const modules = Object.entries(saved).map(([key, line]) => ({ module: key, ...line }))
    return new Response(JSON.stringify(address.startsWith('/api/metadata') ? model : { code: 'reader', name: 'Reader', modules }))
  })
})
afterEach(() => vi.unstubAllGlobals())

/** The matrix as its page draws it. */
async function openMatrix(): Promise<{ table: VueWrapper; draft: ProfileMatrixDraft }> {
  let draft: ProfileMatrixDraft | undefined
  const page = defineComponent({
    setup() {
      const matrix = useProfileMatrix('reader')
      draft = matrix
      return () => (matrix.loading.data.value ? h(ProfileMatrixTable, { lineOf: matrix.lineOf, onChange: matrix.change }) : null)
    },
  })
  const table = await mountWithI18n(page)
  await flushPromises()
  if (!draft) throw new Error('The matrix is not there.')
  return { table, draft }
}
const box = (table: VueWrapper, name: string) => table.get<HTMLInputElement>(`input[aria-label="${name}"]`)
const states = (table: VueWrapper, ...names: string[]) =>
  names.map((name) => (box(table, name).element.indeterminate ? 'some' : box(table, name).element.checked))

describe('the matrix of a profile', () => {
  it('shows what is saved, and whether rows and columns are given in all, in some or in none', async () => {
    const { table } = await openMatrix()
    expect(states(table, 'Books: See', 'Books: Create', 'Books: Delete', 'Shelves: See')).toEqual([true, true, false, false])
    expect(states(table, 'Books: everything', 'Shelves: everything', 'All modules: See', 'All modules: Delete')).toEqual(['some', false, 'some', false])
    expect(table.find('input[aria-label="Shelves: Merge"]').exists()).toBe(false)
    expect(table.text()).toContain('one limited')
  })

  it('gives a right in every module that is shown, with the right to see', async () => {
    const { table, draft } = await openMatrix()
    await box(table, 'All modules: Delete').setValue(true)
    expect([draft.lineOf('books').actions, draft.lineOf('shelves').actions]).toEqual([
      ['read', 'create', 'delete'],
      ['read', 'delete'],
    ])
    await table.get('input[type=search]').setValue('shel')
    await box(table, 'All modules: See').setValue(false)
    expect([draft.changed.value, draft.lineOf('shelves').actions]).toEqual([['books'], []])
  })

  it('gives and takes everything of a module, as far as the module knows it', async () => {
    const { table, draft } = await openMatrix()
    await box(table, 'Shelves: everything').setValue(true)
    expect(draft.lineOf('shelves').actions).toEqual(['read', 'create', 'update', 'delete'])
    await box(table, 'Books: everything').setValue(true)
    await box(table, 'Books: everything').setValue(false)
    await box(table, 'Books: Sees all records').setValue(true)
    expect(draft.lineOf('books')).toEqual({ actions: [], fields: { price: 'hidden' }, viewAll: true })
  })

  it('asks for the impact of the lines that differ from what is saved, and of no others', async () => {
    const { table, draft } = await openMatrix()
    await box(table, 'Books: Delete').setValue(true)
    await box(table, 'Shelves: See').setValue(true)
    await box(table, 'Books: Delete').setValue(false)
    expect(draft.drafts.value).toEqual([{ kind: 'profile_line', profile: 'reader', module: 'shelves', line: { actions: ['read'], fields: {} } }])
  })

  it('keeps what could not be saved as a change, and forgets what was', async () => {
    const { table, draft } = await openMatrix()
    await box(table, 'Books: Change').setValue(true)
    await box(table, 'Shelves: See').setValue(true)
    refused = 'shelves'
    expect(await draft.save()).toBe(false)
    expect([sent.map(({ address }) => address), draft.changed.value]).toEqual([['/api/access/profiles/reader/modules/books'], ['shelves']])
    refused = ''
    expect([await draft.save(), draft.changed.value]).toEqual([true, []])
  })
})
