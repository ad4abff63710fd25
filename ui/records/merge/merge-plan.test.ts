import { describe, expect, it } from 'vitest'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { firstChoice, linesOf, valuesOf } from './merge-plan.ts'

const label = { en: 'X', 'zh-CN': '某' }
const field = (key: string, type = 'text', more: Partial<FieldModel> = {}): FieldModel => ({ key, type, label, ...more })
const module = {
  key: 'books',
  nameField: 'title',
  layouts: { form: { sections: [{ rows: [['pages', 'title']] }] } },
  fields: [
    field('title'),
    field('number', 'auto_number'),
    field('pages', 'integer'),
    field('isbn', 'text', { writeOnce: true }),
    field('part_of', 'reference', { to: ['books'] }),
    field('keywords', 'tags'),
    field('pin', 'secret'),
    field('blurb'),
    field('updated_at', 'datetime', { system: true }),
  ],
} as unknown as ModuleModel
const record = (id: string, values: object): RecordData => ({
  id,
  module: 'books',
  version: 1,
  values: { ...values } as RecordData['values'],
  labels: {},
  can: {},
})
const older = record('a', {
  title: 'Emma',
  number: 'B-1',
  pages: 300,
  isbn: '1',
  part_of: 'b',
  updated_at: '2026-01-01T00:00:00Z',
  created_at: '2020-01-01T00:00:00Z',
})
const newer = record('b', {
  title: 'Emma.',
  number: 'B-2',
  pages: null,
  isbn: '2',
  keywords: ['x'],
  updated_at: '2026-02-01T00:00:00Z',
  created_at: '2021-01-01T00:00:00Z',
})
const records = [older, newer]

describe('the lines of a comparison', () => {
  const lines = linesOf(module, records, null)
  it('stand in the order of the form, without secrets, system fields and what is blank everywhere', () => {
    expect(lines.map(({ field: { key } }) => key)).toEqual(['pages', 'title', 'number', 'isbn', 'part_of', 'keywords'])
  })
  it('say what can be chosen, what is gathered and what stays', () => {
    expect(Object.fromEntries(lines.map((line) => [line.field.key, line.kind]))).toMatchObject({ title: 'chosen', number: 'fixed', keywords: 'gathered' })
  })
})

describe('what is chosen first', () => {
  it('is the most complete record, and the newest value that is not blank', () => {
    expect(firstChoice(module, records)).toEqual({ survivor: 'a', from: expect.objectContaining({ title: 'b', pages: 'a' }) })
  })
  it('is the older of two that are equally complete', () => {
    const twin = (id: string, created_at: string) => record(id, { title: 'T', created_at })
    expect(firstChoice(module, [twin('n', '2025-01-01T00:00:00Z'), twin('o', '2024-01-01T00:00:00Z')]).survivor).toBe('o')
  })
})

describe('what is sent', () => {
  const lines = linesOf(module, records, null)
  it('is what differs from the survivor, and nothing that is written once or gathered by the server', () => {
    expect(valuesOf(lines, records, firstChoice(module, records))).toEqual({ title: 'Emma.' })
  })
  it('never lets a record refer to itself', () => {
    expect(valuesOf(lines, records, { survivor: 'b', from: { part_of: 'a' } })).toEqual({})
    expect(valuesOf(lines, records, { survivor: 'b', from: { pages: 'a', part_of: 'a' } })).toEqual({ pages: 300 })
  })
})
