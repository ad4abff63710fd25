import { describe, expect, it } from 'vitest'
import { checkMetadata } from '../../engine/metadata/check/check-metadata.ts'
import { formatProblems } from '../../engine/metadata/problem.ts'
import { foreignFieldTypes, foreignLayers, foreignModel } from './foreign-model.ts'

const fieldTypes = foreignFieldTypes()
const model = await foreignModel(fieldTypes)
const own = ['books', 'loans', 'members', 'shelves'].flatMap((key) => model.modules[key] ?? [])

describe('the foreign set of modules', () => {
  it('is sound without any stock metadata', async () => {
    expect(formatProblems(checkMetadata(await foreignLayers(), { fieldTypes }))).toBe('')
  })

  it('uses every type of field', () => {
    const used = new Set(own.flatMap((module) => module.fields.map((field) => field.type)))
    expect(fieldTypes.names().filter((name) => !used.has(name))).toEqual([])
  })

  it('has what the engine can do: a tree, a calendar, numbers, a link with attributes, a conversion, a workflow, a test, modules without any layout', () => {
    const { books, loans, members, shelves } = model.modules
    expect(shelves).toMatchObject({ parentField: 'part_of', views: [{ key: 'all' }], layouts: { detail: {}, form: {} } })
    expect(loans).toMatchObject({ calendar: { start: 'lent_on', end: 'due_on' }, number: { prefix: 'L-' } })
    expect(books?.links).toMatchObject([{ key: 'readers', to: 'members', fields: [{ key: 'stars' }, { key: 'since' }, { key: 'note' }] }])
    expect(members?.relations.map(({ key }) => key)).toContain('favourites')
  })

  it('is commented on and has files through the capabilities alone', () => {
    expect(model.modules['books']?.relations.map(({ key }) => key)).toEqual(expect.arrayContaining(['comments', 'files']))
    expect(model.modules['comments']?.fields.find(({ key }) => key === 'related_to')?.to).toEqual(
      expect.arrayContaining(['books', 'loans', 'members', 'shelves']),
    )
  })
})
