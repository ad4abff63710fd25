import { describe, expect, it } from 'vitest'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'
import { isEditable, nextCell } from './editable.ts'

const row = (id: string, update = true): RecordData => ({ id, module: 'books', version: 1, values: { isbn: 'x' }, labels: {}, can: { update } })
const column = (key: string, extra: Partial<FieldModel> = {}) => ({ key, field: { key, type: 'text', label: { en: key, 'zh-CN': key }, ...extra } })
const columns = [column('number', { type: 'auto_number' }), column('title'), column('author.name'), column('pages')]

describe('a cell can be edited', () => {
  it('where the user may change the record and the field is written by hand', () => {
    expect(columns.map((each) => isEditable(row('a'), each))).toEqual([false, true, false, true])
    expect(isEditable(row('a', false), column('title'))).toBe(false)
    expect(isEditable(row('a'), column('title', { readOnly: true }))).toBe(false)
    expect(isEditable(row('a'), column('isbn', { writeOnce: true }))).toBe(false)
    expect(isEditable(row('a'), column('updated_at', { system: true }))).toBe(false)
    expect(isEditable(row('a'), column('owner', { system: true }))).toBe(true)
  })
})

describe('Tab in a cell', () => {
  const rows = [row('a'), row('b', false), row('c')]
  const next = (from: [string, string], step: 1 | -1) => nextCell(rows, columns, { row: from[0], column: from[1], step })
  it('goes to the next that can be edited, over the end of the row', () => {
    expect(next(['a', 'title'], 1)).toEqual({ row: 'a', column: 'pages' })
    expect(next(['a', 'pages'], 1)).toEqual({ row: 'c', column: 'title' })
    expect(next(['c', 'title'], -1)).toEqual({ row: 'a', column: 'pages' })
  })
  it('ends at the ends', () => {
    expect(next(['c', 'pages'], 1)).toBeNull()
    expect(next(['a', 'title'], -1)).toBeNull()
  })
})
