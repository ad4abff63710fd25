import { expect, it } from 'vitest'
import type { ImportMapping } from '../../contract/import.ts'
import type { FieldModel } from '../../contract/model.ts'
import { createFieldContext } from '../../fields/field-context.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { registerFieldTypes } from '../../fields/register.ts'
import { createRegistry } from '../../kernel/registry.ts'
import { buildRow } from './build-row.ts'
import type { FieldResolutions, Resolution } from './resolution.ts'
import type { MappedField, ResolvedImport } from './resolve-import.ts'
import { asValue } from './resolve-references.ts'

const fieldTypes = createRegistry<FieldType>('field type')
registerFieldTypes(fieldTypes)
const label = { en: 'X', 'zh-CN': 'X' }

function mapped(field: Partial<FieldModel> & { key: string; type: string }, resolutions: Record<string, Resolution> | null): MappedField {
  const type = fieldTypes.get(field.type)
  if (!type) throw new Error(field.type)
  const mapping: ImportMapping = { field: field.key, column: 'c' }
  const known: FieldResolutions | null = resolutions && { byText: new Map(Object.entries(resolutions)), ambiguous: new Set(), unmatched: [] }
  return { mapping, target: { path: field.key, field: { ...field, label }, part: null, type, names: [] }, column: 0, resolutions: known }
}

function build(field: MappedField, cell: string) {
  const context = createFieldContext({ currencies: [], picklists: {} } as never, { locale: 'en', timeZone: 'UTC', now: new Date() })
  const resolved = { fields: [field], stored: { columns: [] }, module: { fields: [] }, context, unmatched: [], isDryRun: false } as unknown as ResolvedImport
  return buildRow(resolved, { number: 1, cells: [cell] })
}

it('reads tags as they stand: they are no values of a list', () => {
  expect(build(mapped({ key: 'tags', type: 'tags' }, null), 'VIP; new').values).toEqual({ tags: ['VIP', 'new'] })
})

it('finds each record of a list of records, names with a comma included', () => {
  const field = mapped({ key: 'partners', type: 'references', to: ['books'] }, { 'Acme, Inc.': { value: 'a' }, Bolt: { value: 'b' } })
  expect(build(field, 'Acme, Inc.; Bolt').values).toEqual({ partners: ['a', 'b'] })
  expect(build(field, 'Acme, Inc.; Nobody').problems).toEqual([{ field: 'partners', code: 'NOT_FOUND', text: 'Nobody' }])
})

it('keeps what is known of a list whose other records are rows further down', () => {
  const field = mapped({ key: 'partners', type: 'references', to: ['books'] }, { Acme: { value: 'a' }, Later: { row: 7 } })
  expect(build(field, 'Acme; Later')).toMatchObject({ values: { partners: ['a'] }, deferred: [{ field: 'partners', row: 7 }], problems: [] })
})

it('says that a text is no value of a list of choices', () => {
  const field = mapped({ key: 'kinds', type: 'multi_picklist', values: [{ key: 'red', label }] }, { Red: { value: 'red' } })
  expect(build(field, 'Red, Blue')).toMatchObject({ values: { kinds: ['red'] }, problems: [{ field: 'kinds', code: 'NOT_IN_LIST', text: 'Blue' }] })
})

it('writes a reference to one of several modules as a pair', () => {
  const several = mapped({ key: 'about', type: 'reference', to: ['books', 'members'] }, {})
  expect(asValue(several, { id: 'i', module: 'members' })).toEqual({ module: 'members', id: 'i' })
  expect(asValue(mapped({ key: 'about', type: 'reference', to: ['books'] }, {}), { id: 'i', module: 'books' })).toBe('i')
})
