import { expect, it } from 'vitest'
import { createHooks } from './hooks.ts'
import { createRegistry } from './registry.ts'

const books = { key: 'books', behaviors: [{ use: 'numbered' }] }

it('handlers run in their order, for the modules that they select', async () => {
  const hooks = createHooks<string[]>()
  const say = (text: string) => (batch: string[]) => void batch.push(text)
  hooks.on('record.saved', { id: 'late', order: 90 }, say('late'))
  hooks.on('record.saved', { id: 'usual' }, say('usual'))
  hooks.on('record.saved', { id: 'early', order: 10, module: 'books' }, say('early'))
  hooks.on('record.saved', { id: 'numbered', behavior: 'numbered' }, say('numbered'))
  hooks.on('record.saved', { id: 'other', module: 'loans' }, say('other'))
  hooks.on('record.saving', { id: 'usual' }, say('another point'))
  const said: string[] = []
  await hooks.run('record.saved', books, said)
  expect(said).toEqual(['early', 'usual', 'numbered', 'late'])
})

it('one id is taken once at a point, and the error names who has it', () => {
  const hooks = createHooks<void>()
  hooks.on('record.saved', { id: 'stock', addedBy: 'inventory' }, () => {})
  expect(() => hooks.on('record.saved', { id: 'stock' }, () => {})).toThrow('The hook "stock" at record.saved is already registered by inventory.')
})

it('an undo takes away its own handler, and nothing when it is called again', () => {
  const hooks = createHooks<void>()
  const undo = hooks.on('record.saved', { id: 'one' }, () => {})
  hooks.on('record.saved', { id: 'two' }, () => {})
  undo()
  undo()
  expect(hooks.has('record.saved', books)).toBe(true)
})

it('an undo of a registry leaves what somebody else has added since', () => {
  const types = createRegistry<object>('field type')
  const undo = types.add('color', { by: 'one' })
  expect(() => types.add('color', { by: 'two' }, 'two')).toThrow('The field type "color" of two is already added by engine.')
  undo()
  types.add('color', { by: 'two' }, 'two')
  undo()
  expect(types.get('color')).toEqual({ by: 'two' })
})
