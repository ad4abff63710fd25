import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { foreignFieldTypes, foreignModel } from '../../../test/foreign/foreign-model.ts'
import { generateRecordTypes } from './generate-record-types.ts'
import { typeOfSchema } from './type-of-schema.ts'

const fieldTypes = foreignFieldTypes()
const text = generateRecordTypes(await foreignModel(fieldTypes), fieldTypes)

/** A program that uses the types rightly, and wrongly where the line above says so. */
const PROGRAM = `
const key: ModuleKey = 'books'
const loan: NewLoans = { subject: 'x', book: 'id', instead_of: { module: 'members', id: 'id' }, fee: { amount: '1', currency: 'EUR' }, status: 'open', due_on: null }
const read = (book: Records['books']) => [book.genre === 'fiction', book.price?.amount.length, book.created_at?.length, book.topics?.[0] === 'art']
// @ts-expect-error A required field is missing.
const a: NewLoans = { book: 'id' }
// @ts-expect-error The picklist has no such value.
const b: NewLoans = { subject: 'x', book: 'id', status: 'gone' }
// @ts-expect-error The system writes it.
const c: NewLoans = { subject: 'x', book: 'id', created_at: 'now' }
// @ts-expect-error A required field cannot be made blank.
const d: NewLoans = { subject: 'x', book: null }
// @ts-expect-error Every field that is read may be blank.
const e = (book: Records['books']) => book.title.length
`

function errorsIn(program: string): string[] {
  const source = ts.createSourceFile('program.ts', program, ts.ScriptTarget.ESNext)
  const options: ts.CompilerOptions = { strict: true, noEmit: true, target: ts.ScriptTarget.ESNext, lib: ['lib.es5.d.ts'], types: [] }
  const host = ts.createCompilerHost(options)
  const compiled = ts.createProgram(['program.ts'], options, {
    ...host,
    getSourceFile: (name, target) => (name === 'program.ts' ? source : host.getSourceFile(name, target)),
  })
  return ts.getPreEmitDiagnostics(compiled).map((error) => ts.flattenDiagnosticMessageText(error.messageText, ' '))
}

describe('types of records', () => {
  it('know values of picklists, money, references to one and to several, and what is required', { timeout: 60_000 }, () => {
    expect(errorsIn(text + PROGRAM)).toEqual([])
  })

  it('tell every field by its labels', () => {
    expect(text).toContain('/** Status · 状态. */')
  })

  it('survive labels that would end a comment', async () => {
    const model = await foreignModel(fieldTypes)
    const books = model.modules['books']
    if (books) books.pluralLabel = { en: '*/ export const evil = 1 /*', 'zh-CN': '图书' }
    expect(generateRecordTypes(model, fieldTypes)).not.toContain('*/ export const evil')
  })
})

describe('the type of a schema', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{ type: ['integer', 'null'] }, 'number | null'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ enum: [] }, 'string'],
    [{ const: 'a' }, '"a"'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
    [{ type: 'object', required: ['a'], properties: { a: { type: 'boolean' }, 'b-c': { type: 'number' } } }, '{ a: boolean; "b-c"?: number }'],
    [{ type: 'object' }, 'Record<string, unknown>'],
    [{ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'integer' }] }, 'string | number'],
    [{}, 'unknown'],
  ])('of %j is %s', (schema, type) => {
    expect(typeOfSchema(schema)).toBe(type)
  })
})
