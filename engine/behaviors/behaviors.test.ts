import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHooks } from '../kernel/hooks.ts'
import { createRegistry } from '../kernel/registry.ts'
import type { Behavior } from '../records/behavior.ts'
import { createRecord } from '../records/create.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { saveRecords } from '../records/save/save-records.ts'
import { openLibrary, type Library } from '../records/tests/open-library.ts'
import { errorOf } from '../records/tests/problems-of.ts'
import { updateRecord } from '../records/update.ts'
import { joinName, splitName } from './person-name.ts'
import { registerBehaviors } from './register.ts'
import { usernameOf } from './username-from-name.ts'

const hooks = createHooks<RecordBatch>()
const behaviors = createRegistry<Behavior>('behavior')
let library: Library

beforeAll(async () => {
  registerBehaviors({ behaviors, hooks })
  library = await openLibrary(hooks)
})
afterAll(() => library.close())

const user = async (values: object) => (await createRecord(library.asSystem(), { module: 'users', values: { ...values } })).values

it('splits and joins names as their language does', () => {
  const names: [name: string, family: string, given: string][] = [
    ['张三丰', '张', '三丰'],
    ['欧阳修', '欧阳', '修'],
    ['欧阳', '欧', '阳'],
    ['Moses Frase', 'Frase', 'Moses'],
    ['Ludwig van Beethoven', 'van Beethoven', 'Ludwig'],
    ['Ada Maria Lovelace', 'Lovelace', 'Ada Maria'],
    ['Plato', 'Plato', ''],
  ]
  for (const [name, family, given] of names) {
    expect(splitName(name)).toEqual({ family, given })
    expect(joinName(family, given)).toBe(name)
  }
  expect(splitName('张 三丰')).toEqual({ family: '张', given: '三丰' })
  expect(splitName('  ')).toEqual({ family: '', given: '' })
})

it('composes a name of its parts, and its parts of a name', async () => {
  expect(await user({ first_name: 'Moses', last_name: 'Frase' })).toMatchObject({ name: 'Moses Frase' })
  expect(await user({ last_name: '张', first_name: '三丰' })).toMatchObject({ name: '张三丰' })
  expect(await user({ name: '司马相如' })).toMatchObject({ last_name: '司马', first_name: '相如' })
})

it('follows when a part changes, and keeps both when both were sent', async () => {
  const created = await createRecord(library.asSystem(), { module: 'users', values: { name: 'Ann Lee' } })
  const married = await updateRecord(library.asSystem(), { module: 'users', id: created.id, values: { last_name: 'Park' } })
  expect(married.values).toMatchObject({ name: 'Ann Park', first_name: 'Ann' })
  expect(await user({ name: 'Dr. Bob', first_name: 'Robert', last_name: 'Ray' })).toMatchObject({ name: 'Dr. Bob', first_name: 'Robert' })
})

it('makes user names of names', () => {
  expect(['张三丰', "José O'Neill", 'Moses Frase', '欧阳修', 'علي', 'Élodie van der Berg'].map(usernameOf)).toEqual([
    'zhangsanfeng',
    'jose.oneill',
    'moses.frase',
    'ouyangxiu',
    'user',
    'elodie.van.der.berg',
  ])
})

it('gives every new user a name of their own, also within one batch', async () => {
  const requests = ['Rosa Diaz', 'Rosa Diaz', 'ROSA DIAZ'].map((name) => ({ op: 'create' as const, values: { name } }))
  await saveRecords(library.asSystem(), { module: 'users', mode: 'all', requests })
  expect(await user({ name: 'Rosa Diaz' })).toMatchObject({ username: 'rosa.diaz4' })
  expect(await user({ name: 'Rosa Diaz', username: 'rosie' })).toMatchObject({ username: 'rosie' })
  expect(await library.rows(`select username from data.users where username like 'rosa%' order by username`)).toEqual(
    ['rosa.diaz', 'rosa.diaz2', 'rosa.diaz3', 'rosa.diaz4'].map((username) => ({ username })),
  )
})

it('allows only the steps that the flow names', async () => {
  const book = await createRecord(library.asSystem(), { module: 'books', values: { title: 'Emma' } })
  const step = (state: string) => updateRecord(library.asSystem(), { module: 'books', id: book.id, values: { state, loss_note: 'x' } })
  const error = await errorOf(step('lent'))
  expect(error.details.problems).toEqual([{ field: 'state', code: 'TRANSITION', params: { from: 'ordered', to: 'lent' } }])
  for (const state of ['shelved', 'lent', 'lost']) expect((await step(state)).values.state).toBe(state)
  expect((await errorOf(step('shelved'))).code).toBe('INVALID')
})

it('runs a behaviour that a plugin adds later, until it is taken away', async () => {
  const undo = behaviors.add(
    'shout',
    { options: {}, hooks: { 'record.preparing': ({ items }) => items.forEach((item) => void (item.values.name = String(item.values.name).toUpperCase())) } },
    'plugin',
  )
  const ctx = library.asSystem()
  const { members } = ctx.model.modules
  if (!members) throw new Error('no members')
  const model = { ...ctx.model, modules: { ...ctx.model.modules, members: { ...members, behaviors: [{ use: 'shout' }] } } }
  const create = async () => (await createRecord({ ...ctx, model }, { module: 'members', values: { name: 'quiet' } })).values.name
  expect(await create()).toBe('QUIET')
  undo()
  expect(await create()).toBe('quiet')
})
