import { describe, expect, it } from 'vitest'
import { filesField } from '../file/files.ts'
import { fileField } from '../file/file.ts'
import { parsed, parsedText, sampleContext, sampleField } from '../testing/sample-model.ts'
import { ownerField } from './owner.ts'
import { referenceField } from './reference.ts'
import { referencesField } from './references.ts'
import { userField } from './user.ts'

const ID = '0190a000-0000-7000-8000-00000000000a'
const OTHER = '0190a000-0000-7000-8000-00000000000b'
const one = { to: ['books'] }
const several = { to: ['books', 'members'] }

describe('reference to one module', () => {
  it('is an id, kept under a foreign key', () => {
    expect(parsed(referenceField, ID.toUpperCase(), one)).toBe(ID)
    expect(['x', 5, { module: 'books', id: ID }, [ID], `{${ID}}`].map((raw) => parsed(referenceField, raw, one))).toEqual([
      'TYPE',
      'TYPE',
      'TYPE',
      'TYPE',
      'TYPE',
    ])
    expect(referenceField.columns(sampleField('reference', one))).toEqual([{ suffix: '', type: 'uuid', references: { module: 'books', onDelete: 'clear' } }])
    expect(referenceField.columns(sampleField('reference', { ...one, onDelete: 'cascade' }))[0]?.references).toEqual({ module: 'books', onDelete: 'cascade' })
  })

  it('leaves names in files to the import', () => {
    expect([parsedText(referenceField, ID, { parameters: one }), parsedText(referenceField, 'Faust', { parameters: one })]).toEqual([ID, 'NOT_FOUND'])
  })
})

describe('reference to one of several modules', () => {
  const field = sampleField('reference', several)

  it('is a pair, kept in two columns', () => {
    expect(parsed(referenceField, { module: 'members', id: ID }, several)).toEqual({ module: 'members', id: ID })
    expect(referenceField.columns(field)).toEqual([
      { suffix: '', type: 'uuid' },
      { suffix: '_module', type: 'text' },
    ])
    expect(referenceField.toColumns({ module: 'members', id: ID }, field)).toEqual([ID, 'members'])
    expect(referenceField.fromColumns([ID, 'members'], field)).toEqual({ module: 'members', id: ID })
    expect(referenceField.fromColumns([null, null], field)).toBeNull()
  })

  it.each<[unknown, string]>([
    [ID, 'TYPE'],
    [{ id: ID }, 'TYPE'],
    [{ module: 'books' }, 'TYPE'],
    [{ module: 'books', id: null }, 'TYPE'],
    [{ module: 'books', id: 'x' }, 'TYPE'],
    [{ module: 'books', id: ID, more: 1 }, 'TYPE'],
    [{ module: 'loans', id: ID }, 'NOT_IN_LIST'],
    [{ module: 'constructor', id: ID }, 'NOT_IN_LIST'],
    [{ module: ['books'], id: ID }, 'NOT_IN_LIST'],
    [Object.create({ module: 'books', id: ID }), 'TYPE'],
    [[ID, 'books'], 'TYPE'],
  ])('refuses %j', (raw, code) => {
    expect(parsed(referenceField, raw, several)).toBe(code)
  })

  it('is compared by its id alone', () => {
    expect(referenceField.operand?.(ID, field, sampleContext())).toEqual({ ok: true, value: ID })
    expect(parsedText(referenceField, `members:${ID}`, { parameters: several })).toEqual({ module: 'members', id: ID })
    expect(referenceField.text({ module: 'members', id: ID }, field, sampleContext())).toBe(ID)
  })
})

describe('lists of ids', () => {
  it('hold each once, in the order given', () => {
    expect(parsed(referencesField, [OTHER, ID, OTHER], one)).toEqual([OTHER, ID])
    expect(parsed(referencesField, [], one)).toBeNull()
    expect(parsed(referencesField, new Array(1001).fill(ID), one)).toBe('TOO_MANY')
    expect(parsedText(referencesField, `${ID}; ${OTHER}`, { parameters: one })).toEqual([ID, OTHER])
  })
})

describe('user and owner', () => {
  it('are ids that a condition can compare with the actor', () => {
    for (const type of [userField, ownerField]) {
      expect([parsed(type, ID), parsed(type, 'me'), parsed(type, { id: ID })]).toEqual([ID, 'TYPE', 'TYPE'])
      expect(type.operators).toContain('is_me')
    }
    expect(ownerField.columns(sampleField('owner'))[0]?.references).toEqual({ table: 'app.principal' })
    expect(userField.columns(sampleField('user'))[0]?.references).toEqual({ module: 'users', onDelete: 'clear' })
  })
})

describe('files', () => {
  it('are named by their id, or by what a record shows of them', () => {
    const shown = { id: ID, name: 'a.pdf', size: 3, type: 'application/pdf' }
    expect([parsed(fileField, ID), parsed(fileField, shown), parsed(fileField, { name: 'a.pdf' }), parsed(fileField, Object.create({ id: ID }))]).toEqual([
      ID,
      ID,
      'TYPE',
      'TYPE',
    ])
    expect(parsed(filesField, [shown, OTHER, ID])).toEqual([ID, OTHER])
    expect([parsed(filesField, ID), parsed(filesField, new Array(101).fill(ID)), parsed(filesField, [[ID]])]).toEqual(['TYPE', 'TOO_MANY', 'TYPE'])
  })
})
