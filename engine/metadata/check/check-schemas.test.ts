import { describe, expect, it } from 'vitest'
import { brief, field, label, problemsOfFields, problemsWith, smallLibrary } from '../testing/small-library.ts'

describe('the shape of files', () => {
  it('is right in the small library', () => {
    expect(problemsWith({})).toEqual([])
  })

  it('names an unknown property and the nearest right one, where it stands', () => {
    const [problem] = problemsOfFields(field('pages', 'integer', { requierd: true }))
    expect(problem).toMatchObject({
      file: 'modules/books/fields.json',
      layer: 'test',
      pointer: '/fields/5/requierd',
      reason: '"requierd" is not known here.',
      nearest: 'required',
    })
    expect(problem?.line).toBeGreaterThan(10)
  })

  it('knows which parameters belong to which type', () => {
    expect(brief(problemsOfFields(field('pages', 'integer', { maxLength: 3 }), field('blurb', 'text', { scale: 2 })))).toEqual([
      '/fields/5/maxLength "maxLength" is not known here.',
      '/fields/6/scale "scale" is not known here.',
    ])
  })

  it('picks the variant by the type: one error and not one for each type', () => {
    expect(brief(problemsOfFields(field('pages', 'integr')))).toEqual(['/fields/5/type "integr" is not allowed here. (integer)'])
    expect(brief(problemsOfFields(field('total', 'formula')))).toEqual(['/fields/5/type "formula" is not allowed here.'])
    expect(brief(problemsOfFields(field('keeper', 'owner')))).toEqual(['/fields/5/type "owner" is not allowed here.'])
    expect(brief(problemsOfFields({ key: 'x', label: label('x') }))).toContain('/fields/5 "type" is missing.')
  })

  it('finds everything that is wrong with one field at once', () => {
    expect(brief(problemsOfFields({ key: 'Pages', type: 'text', label: { en: 'Pages' }, required: 'yes', maxLength: -1 }))).toEqual([
      '/fields/5/key A key begins with a small letter and goes on with small letters, digits and _, at most 40 in all.',
      '/fields/5/label "zh-CN" is missing.',
      '/fields/5/required This must be true or false, not a text.',
      '/fields/5/maxLength The number must be at least 1.',
    ])
  })

  it('wants labels in every language, none of them blank', () => {
    expect(brief(problemsOfFields(field('x', 'text', { label: { en: ' ', 'zh-CN': '页' } })))).toEqual(['/fields/5/label/en The text is blank.'])
    expect(brief(problemsOfFields(field('x', 'text', { label: { en: 'X', 'zh-CN': '页', de: 'X' } })))).toEqual(['/fields/5/label/de "de" is not known here.'])
    expect(brief(problemsOfFields(field('x', 'text', { label: 'X' })))).toEqual(['/fields/5/label This must be an object { … }, not a text.'])
  })

  it('explains what is wrong in a condition, branch by branch', () => {
    const visibleIf = {
      all: [
        { field: 'state', op: 'equals', value: 'new' },
        { nott: { field: 'name', op: 'is_blank' } },
        { any: 3 },
        { field: 'name; drop table', op: 'is' },
        { field: 'name', op: 'is', value: { a: 1 } },
      ],
    }
    expect(brief(problemsOfFields(field('x', 'text', { visibleIf })))).toEqual([
      '/fields/5/visibleIf/all/0/op "equals" is not allowed here.',
      '/fields/5/visibleIf/all/1 "field" is missing.',
      '/fields/5/visibleIf/all/1 "op" is missing.',
      '/fields/5/visibleIf/all/1/nott "nott" is not known here. (not)',
      '/fields/5/visibleIf/all/2/any This must be a list [ … ], not a number.',
      '/fields/5/visibleIf/all/3/field "name; drop table" does not have the right form (^[a-z][a-z0-9_]{0,39}(\\.[a-z][a-z0-9_]{0,39}){0,4}$).',
      '/fields/5/visibleIf/all/4/value This must be a text or a number or true or false or null or a list [ … ], not an object { … }.',
    ])
  })

  it('says what a file must have', () => {
    expect(brief(problemsWith({ 'modules/books/module.json': {} }))).toEqual([
      ' "key" is missing.',
      ' "label" is missing.',
      ' "pluralLabel" is missing.',
      ' "icon" is missing.',
      ' "color" is missing.',
      ' "nameField" is missing.',
    ])
    expect(brief(problemsWith({ 'modules/books/views.json': { views: [] } }))).toEqual(['/views The list has fewer than 1 items.'])
  })

  it('checks the attributes of links as fields', () => {
    const link = {
      key: 'readers',
      to: 'users',
      inverse: 'read_books',
      label: label('Readers'),
      inverseLabel: label('Books'),
      fields: [field('stars', 'ratng'), field('note', 'text', { maxLenght: 3 })],
    }
    const books = { ...smallLibrary()['modules/books/module.json'], links: [link] }
    expect(brief(problemsWith({ 'modules/books/module.json': books }))).toEqual([
      '/links/0/fields/0/type "ratng" is not allowed here. (rating)',
      '/links/0/fields/1/maxLenght "maxLenght" is not known here. (maxLength)',
    ])
  })

  it('does not blame those who name something that is wrong itself', () => {
    const problems = problemsWith({
      'modules/books/fields.json': {
        fields: [field('name', 'txt'), field('author', 'reference', { to: ['authors'] }), field('state', 'picklist', { values: 3 })],
      },
      'modules/books/views.json': { views: [{ key: 'all', label: label('All'), columns: ['name', 'state', 'author'] }] },
    })
    expect(brief(problems)).toEqual(['/fields/0/type "txt" is not allowed here. (text)', '/fields/2/values This must be a list [ … ], not a number.'])
  })

  it('goes on with the sound items of a file that has a broken one', () => {
    const view = (more: object) => ({ key: 'all', label: label('All'), columns: ['name'], ...more })
    expect(brief(problemsWith({ 'modules/books/views.json': { views: [view({ colums: [] }), view({ key: 'second', columns: ['nmae'] })] } }))).toEqual([
      '/views/0/colums "colums" is not known here. (columns)',
      '/views/1/columns/0 The module "books" has no field "nmae". (name)',
    ])
  })

  it('is not led astray by a module whose JSON is broken', () => {
    expect(brief(problemsWith({ 'modules/authors/module.json': '{ "key": }' }))).toEqual([' Not valid JSON: Unexpected "}".'])
  })
})
