import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordData } from '../../contract/api.ts'
import { setSecretKey } from '../../fields/other/secret-key.ts'
import { createHooks } from '../../kernel/hooks.ts'
import { createRecord } from '../create.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { saveRecords } from '../save/save-records.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf, problemsOf } from './problems-of.ts'

const hooks = createHooks<RecordBatch>()
let library: Library
let ann: TestUser
let bob: TestUser

beforeAll(async () => {
  library = await openLibrary(hooks)
  ann = await library.addUser({ name: 'Ann' })
  bob = await library.addUser({ name: 'Bob' })
})
afterAll(() => library.close())

const create = (values: object = {}) => createRecord(library.as(ann), { module: 'books', values: { title: 'Emma', ...values } })
const update = (record: RecordData, values: object, user = ann) =>
  updateRecord(library.as(user), { module: 'books', id: record.id, version: record.version, values: { ...values } })
const events = (id: string) =>
  library.rows<{ action: string; before: object; after: object }>(`select action, before, after from app.change_event where record = '${id}' order by id`)

it('changes what was sent and logs only what changed', async () => {
  const record = await create({ pages: 100 })
  const updated = await update(record, { title: 'Persuasion', pages: 100 })

  expect(updated).toMatchObject({ version: 2, values: { title: 'Persuasion', pages: 100, updated_by: ann.id } })
  expect((await events(record.id)).slice(1)).toEqual([{ action: 'update', before: { title: 'Emma' }, after: { title: 'Persuasion' } }])
})

it('makes no version and no event of values that are so already', async () => {
  const record = await create({ price: '5', tags: ['a', 'b'] })
  const same = await update(record, { title: 'Emma', price: { amount: '5.00', currency: 'EUR' }, tags: ['a', 'b'], number: record.values.number })
  expect(same.version).toBe(1)
  expect(await events(record.id)).toHaveLength(1)
})

it('answers a stale version with the newer record and the fields that differ', async () => {
  const record = await create({ pages: 1 })
  await update(record, { title: 'First' })
  const error = await errorOf(update(record, { title: 'Second', pages: 1 }))

  expect(error).toMatchObject({ code: 'CONFLICT', status: 409 })
  expect(error.details.current).toMatchObject({ version: 2, values: { title: 'First' } })
  expect(error.details.differs).toEqual(['title'])
})

it('lets exactly one of eight writers win each round, and loses no update', async () => {
  let record = await create({ pages: 1 })
  for (let round = 1; round <= 12; round += 1) {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, writer) => update(record, { pages: round * 10 + writer })))
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(won).toHaveLength(1)
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'CONFLICT'))
    record = won[0] ?? record
    expect(record.version).toBe(round + 1)
  }
  expect(await events(record.id)).toHaveLength(13)
})

it('takes the record as it is when no version is sent, one writer after the other', async () => {
  const record = await create()
  await Promise.all(Array.from({ length: 8 }, (_, writer) => updateRecord(library.as(ann), { module: 'books', id: record.id, values: { pages: writer + 1 } })))
  const changes = (await events(record.id)).slice(1) as { before: { pages: number | null }; after: { pages: number } }[]
  expect(changes).toHaveLength(8)
  changes.forEach((change, index) => expect(change.before.pages).toBe(changes[index - 1]?.after.pages ?? null))
})

it('does not touch what belongs to somebody else, and does not say that it is there', async () => {
  const record = await create()
  expect((await errorOf(update(record, { title: 'Mine' }, bob))).code).toBe('NOT_FOUND')
})

it('tells who may only look that they may not write', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Public' } })
  const error = await errorOf(updateRecord(library.as(ann), { module: 'authors', id: author.id, version: 1, values: { name: 'Mine' } }))
  expect(error.code).toBe('FORBIDDEN')
})

it('keeps a field that is written once, and one that is locked in the present state', async () => {
  const record = await create({ isbn: '1' })
  expect(await problemsOf(update(record, { isbn: '2' }))).toEqual(['isbn READ_ONLY'])

  const lost = await update(record, { state: 'lost', loss_note: 'gone', shelf: 'A1' })
  expect(await problemsOf(update(lost, { shelf: 'B2' }))).toEqual(['shelf READ_ONLY'])
})

it('does not hold an edit to rules that it does not touch', async () => {
  const record = await create()
  await library.rows(`update data.books set title = null where id = '${record.id}'`)
  expect((await update(record, { pages: 3 })).values.pages).toBe(3)
  expect(
    await problemsOf(
      updateRecord(library.as(ann), { module: 'books', id: record.id, values: { title: null } }).then(() =>
        createRecord(library.as(ann), { module: 'books', values: {} }),
      ),
    ),
  ).toEqual(['title REQUIRED'])
})

it('asks for what the new state requires', async () => {
  expect(await problemsOf(update(await create(), { state: 'lost' }))).toEqual(['loss_note REQUIRED'])
})

describe('rules about a field that is hidden from who saves', () => {
  let shelver: TestUser
  let cashier: TestUser
  beforeAll(async () => {
    shelver = await library.addUser({ name: 'Shelver', profiles: ['shelver'] })
    cashier = await library.addUser({ name: 'Cashier', profiles: ['cashier'] })
  })
  const givenTo = (user: TestUser, values: object) => create({ ...values, owner: user.id })

  it('do not ask them to fill it in, whatever the new state requires', async () => {
    const lost = await update(await givenTo(shelver, {}), { state: 'lost' }, shelver)
    expect(lost.values).toMatchObject({ state: 'lost' })
    expect((await createRecord(library.as(shelver), { module: 'books', values: { title: 'Gone', state: 'lost' } })).values.state).toBe('lost')
  })

  it('do not hold a visible field to the values that a hidden one has', async () => {
    const book = await givenTo(shelver, { language: 'zh', dialect: 'mandarin' })
    expect((await update(book, { language: 'en' }, shelver)).values.language).toBe('en')
  })

  it('refuse a record without what every record has, and do not say what', async () => {
    expect(await problemsOf(createRecord(library.as(cashier), { module: 'books', values: {} }))).toEqual(['- HIDDEN_MISSING'])
  })

  it('still refuse a change that breaks them: at the field that was changed, in words that name nothing', async () => {
    const book = await givenTo(shelver, { language: 'en', fine: 9 })
    const error = await errorOf(update(book, { language: 'zh' }, shelver))
    expect(error.details.problems).toEqual([{ field: 'language', code: 'HIDDEN_RULE' }])
  })

  it('compare with it, and keep the text of the rule to those who see both', async () => {
    const book = await givenTo(cashier, { language: 'zh' })
    const error = await errorOf(update(book, { fine: 9 }, cashier))
    expect(error.details.problems).toEqual([{ field: 'fine', code: 'HIDDEN_RULE' }])
    expect(await problemsOf(update(await create({ language: 'zh' }), { fine: 9 }))).toEqual(['fine NOT_VALID'])
  })

  it('name it in no problem of a hook either', async () => {
    const off = hooks.on('record.validating', { module: 'books', id: 'odd' }, ({ items }) => {
      for (const item of items) item.problems.push({ field: 'pages', code: 'ODD', params: { pages: 7 } })
    })
    const error = await errorOf(createRecord(library.as(cashier), { module: 'books', values: { pages: 7 } }))
    off()
    expect(error.details.problems).toEqual([{ field: 'pages', code: 'UNKNOWN_FIELD' }, { code: 'HIDDEN_MISSING' }, { code: 'HIDDEN_RULE' }])
  })
})

it('lets nothing stand below itself', async () => {
  const top = await create()
  const middle = await create({ part_of: top.id })
  const bottom = await create({ part_of: middle.id })
  expect(await problemsOf(update(top, { part_of: bottom.id }))).toEqual(['part_of CYCLE'])
  expect(await problemsOf(update(top, { part_of: top.id }))).toEqual(['part_of CYCLE'])
  expect((await update(bottom, { part_of: top.id })).values.part_of).toBe(top.id)
})

it('closes no circle of two moves that are made at the same time', async () => {
  const [one, two] = [await create(), await create()]
  const outcomes = await Promise.allSettled([update(one, { part_of: two.id }), update(two, { part_of: one.id })])
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
})

it('follows a reference that changes: read-only copies always, others where they are blank', async () => {
  const one = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'One', phone: '0201111111', country: 'UK' } })
  const two = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Two', phone: '0202222222', country: 'CN' } })
  const record = await createRecord(library.asSystem(), { module: 'books', values: { title: 'T', author: one.id } })
  const updated = await updateRecord(library.asSystem(), { module: 'books', id: record.id, version: 1, values: { author: two.id } })
  expect(updated.values).toMatchObject({ author_phone: '0201111111', author_country: 'CN' })
})

it('keeps a secret of one record when another one gets a new one in the same batch', async () => {
  setSecretKey(new Uint8Array(32))
  const one = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Secret one', pin: '1234' } })
  const two = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Secret two', pin: '5678' } })
  const sealed = () => library.rows<{ id: string; pin: string }>(`select id, pin from data.authors where id in ('${one.id}', '${two.id}') order by id`)
  const before = await sealed()
  await saveRecords(library.asSystem(), {
    module: 'authors',
    mode: 'all',
    requests: [
      { op: 'update', id: one.id, values: { pin: '9999' } },
      { op: 'update', id: two.id, values: { name: 'Secret 2' } },
    ],
  })
  const after = await sealed()
  expect(after.find(({ id }) => id === two.id)).toEqual(before.find(({ id }) => id === two.id))
  expect(after.find(({ id }) => id === one.id)?.pin).not.toBe(before.find(({ id }) => id === one.id)?.pin)
})
