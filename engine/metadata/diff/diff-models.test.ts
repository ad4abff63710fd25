import { describe, expect, it } from 'vitest'
import { mergeLayers } from '../layers/merge-layers.ts'
import { buildModel } from '../model/build-model.ts'
import { layerOfTexts } from '../testing/layer-of-texts.ts'
import { field, label, module, smallLibrary, testFieldTypes, type Files } from '../testing/small-library.ts'
import { diffModels } from './diff-models.ts'

const modelOf = (files: Files) => buildModel(mergeLayers([layerOfTexts('test', { ...smallLibrary(), ...files })]), testFieldTypes, 1)
const books = (...fields: object[]) => ({
  'modules/books/fields.json': { fields: [field('name', 'text'), ...fields] },
  'modules/books/module.json': module('books'),
  'modules/books/views.json': { views: [{ key: 'all', label: label('All'), columns: ['name'] }] },
  ...LAYOUTS,
})
const LAYOUTS = Object.fromEntries(['detail', 'form', 'quick-create', 'list', 'kanban'].map((name) => [`modules/books/layouts/${name}.json`, {}]))

function changes(before: Files | null, after: Files) {
  return diffModels(before && modelOf(before), modelOf(after), testFieldTypes)
}
const sentences = (before: object[], after: object[]) => changes(books(...before), books(...after)).map(({ sentence }) => sentence)
const refusals = (before: object[], after: object[]) => changes(books(...before), books(...after)).map(({ refused }) => refused)

describe('what differs between two models', () => {
  it('is nothing between a model and itself', () => {
    expect(changes({}, {})).toEqual([])
  })

  it('is every module at the first start', () => {
    expect(changes(null, {}).map(({ sentence }) => sentence)).toEqual([
      '+ module users (users) with 3 fields',
      '+ module authors (authors) with 4 fields',
      '+ module books (books) with 6 fields',
    ])
  })

  it('says whose rights name a field that goes', () => {
    const access = (fields: object) => ({ 'modules/books/access.json': { profiles: { reader: { actions: ['read'], fields } } } })
    const shelf = field('shelf', 'text')
    expect(changes({ ...books(shelf), ...access({ shelf: 'hidden' }) }, { ...books(), ...access({}) }).map(({ sentence }) => sentence)).toEqual([
      '~ module books: access',
      '- field books.shelf: its values are kept, and nobody sees them',
      '~ rights in books.shelf of reader (hidden): they are kept with it, and hold again when it comes back',
    ])
  })

  it('names modules that come and go; going hides and drops nothing', () => {
    const loans = { 'modules/loans/module.json': module('loans'), 'modules/loans/fields.json': { fields: [field('name', 'text')] } }
    expect(changes({}, loans)).toMatchObject([{ kind: 'module_added', subject: 'loans' }])
    expect(changes(loans, {})).toMatchObject([{ kind: 'module_removed', sentence: '- module loans: its records are kept, and nobody sees them' }])
  })

  it('names fields that come, go and change their rules', () => {
    expect(
      sentences(
        [field('a', 'text'), field('b', 'text'), field('c', 'text')],
        [field('a', 'text', { required: true, unique: true, index: true }), field('c', 'text', { label: label('Sea'), maxLength: 9 }), field('d', 'date')],
      ),
    ).toEqual([
      '+ field books.d: date',
      '- field books.b: its values are kept, and nobody sees them',
      '~ field books.a: required',
      '~ field books.a: unique',
      '~ field books.a: index',
      '~ field books.c: label, maxLength',
    ])
    expect(sentences([field('a', 'text', { required: true })], [field('a', 'text')])).toEqual(['~ field books.a: not required'])
  })

  it('lets a type change that keeps every value, and refuses one that does not with what to do instead', () => {
    expect(refusals([field('a', 'picklist', { values: [{ key: 'x', label: label('x') }] })], [field('a', 'text')])).toEqual([undefined])
    expect(refusals([field('a', 'date')], [field('a', 'money')])).toEqual([
      expect.stringMatching(/^"books.a" cannot change from date to money: values would be lost\./),
    ])
    expect(changes(books(field('a', 'date')), books(field('a', 'money')))).toMatchObject([{ kind: 'type_changed', sentence: '~ field books.a: date -> money' }])
  })

  it('lets a reference lead to more modules, and refuses what would strand its values', () => {
    const to = (...modules: string[]) => [field('a', 'reference', { to: modules })]
    expect(refusals(to('users', 'books'), to('users', 'books', 'authors'))).toEqual([undefined])
    expect(refusals(to('users'), to('users', 'books'))).toEqual([undefined])
    expect(refusals(to('users', 'books'), to('users'))).toEqual([expect.stringContaining('cannot lead to one module instead of several')])
    expect(refusals(to('users'), to('books'))).toEqual([expect.stringContaining('cannot stop leading to users')])
    expect(refusals(to('users', 'books', 'authors'), to('users', 'books'))).toEqual([expect.stringContaining('cannot stop leading to authors')])
    expect(refusals(to('users', 'books'), [field('a', 'reference', { toCapability: 'comments' })])).toEqual([undefined])
  })

  it('tells of values that are taken out of a list', () => {
    const list = (...keys: string[]) => [field('a', 'picklist', { values: keys.map((key) => ({ key, label: label(key) })) })]
    expect(sentences(list('x', 'y'), list('x'))).toEqual(['- value y of books.a: records that have it show the key', '~ field books.a: values'])
  })

  it('names links that come, go and change', () => {
    const linked = (link: object) => ({
      'modules/books/module.json': module('books', {
        links: [{ key: 'readers', to: 'users', inverse: 'read', label: label('R'), inverseLabel: label('I'), ...link }],
      }),
    })
    const plain = { 'modules/books/module.json': module('books') }
    expect(changes(plain, linked({})).filter(({ kind }) => kind.startsWith('link'))).toMatchObject([{ sentence: '+ link books/readers to users' }])
    expect(changes(linked({}), plain).filter(({ kind }) => kind.startsWith('link'))).toMatchObject([{ kind: 'link_removed' }])
    expect(changes(linked({}), linked({ to: 'authors' })).filter(({ kind }) => kind.startsWith('link'))).toMatchObject([
      { refused: expect.stringContaining('what is linked would be lost') },
    ])
    expect(changes(linked({}), linked({ fields: [field('stars', 'rating')] })).map(({ sentence }) => sentence)).toEqual(['+ field books/readers.stars: rating'])
  })

  it('names the lists of the application that changed', () => {
    expect(changes({}, { 'app/roles.json': { roles: [] } }).map(({ sentence }) => sentence)).toEqual(['~ roles'])
  })
})
