import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '../../../engine/contract/import.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { addField, assignColumn, changeField, extraMappings, mappingForColumns, missingRequired, readyMappings } from './draft.ts'
import { firstReading, kindOf } from './field-kind.ts'

const mapping: ImportMapping[] = [
  { field: 'title', column: 'book' },
  { field: 'author', column: 'writer', create: true },
  { field: 'shelf', constant: 'A' },
]
const field = (key: string, type: string, more: Partial<FieldModel> = {}): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key }, ...more })

describe('the mapping of an import', () => {
  it('gives a column another field in its place, and takes the field from where it was', () => {
    expect(assignColumn(mapping, 'book', { field: 'author', column: 'book' })).toEqual([
      { field: 'author', column: 'book' },
      { field: 'shelf', constant: 'A' },
    ])
  })

  it('leaves a column out', () => {
    expect(assignColumn(mapping, 'book', null)).toEqual(mapping.slice(1))
    expect(assignColumn(mapping, 'nothing', null)).toEqual(mapping)
  })

  it('names what has no column to itself', () => {
    expect(extraMappings([...mapping, { field: 'subtitle', column: 'book' }])).toEqual([
      { field: 'shelf', constant: 'A' },
      { field: 'subtitle', column: 'book' },
    ])
  })

  it('takes a property away that is set to undefined', () => {
    expect(changeField(mapping, 'author', { create: undefined, module: 'people' })[1]).toEqual({ field: 'author', column: 'writer', module: 'people' })
  })

  it('has each field once', () => {
    expect(addField(mapping, { field: 'title', constant: 'Untitled' }).filter((item) => item.field === 'title')).toEqual([
      { field: 'title', constant: 'Untitled' },
    ])
  })

  it('is taken over for another file as far as the columns are there', () => {
    const withTemplate = [...mapping, { field: 'note', template: '{book} - {writer}' }]
    expect(mappingForColumns(withTemplate, [{ header: 'book' }])).toEqual([
      { field: 'title', column: 'book' },
      { field: 'shelf', constant: 'A' },
    ])
    expect(mappingForColumns(withTemplate, [{ header: 'book' }, { header: 'writer' }])).toEqual(withTemplate)
  })

  it('names required fields that nothing fills, and counts a part as its field', () => {
    const fields = [
      field('title', 'text', { required: true }),
      field('isbn', 'text', { required: true }),
      field('state', 'picklist', { required: true, default: 'new' }),
      field('address', 'address', { required: true }),
      field('number', 'auto_number', { required: true }),
    ]
    const module = { fields } as ModuleModel
    expect(missingRequired(module, [...mapping, { field: 'address.city', column: 'city' }])).toEqual(['isbn'])
  })

  it('sends no field that was added and has no value yet', () => {
    expect(readyMappings([...mapping, { field: 'a', constant: null }, { field: 'b', template: '' }])).toEqual(mapping)
    expect(
      readyMappings([
        { field: 'a', constant: false },
        { field: 'b', constant: 0 },
      ]),
    ).toHaveLength(2)
  })
})

describe('how a column is read', () => {
  const column = { index: 0, header: 'x', samples: [], blank: 0, dates: [{ format: 'DD-MM-YY', reads: '2016-10-20' }], numbers: '1.234,56' as const }

  it('takes the likeliest format for dates and numbers', () => {
    expect(firstReading(field('d', 'date'), { path: 'd', field: 'd', label: { en: '', 'zh-CN': '' } }, column)).toEqual({ format: 'DD-MM-YY' })
    expect(firstReading(field('m', 'money'), { path: 'm', field: 'm', label: { en: '', 'zh-CN': '' } }, column)).toEqual({ format: '1.234,56' })
  })

  it('takes a part of a field for a text', () => {
    expect(kindOf(field('a', 'address'), { part: 'city' })).toBe('text')
  })
})
