import { describe, expect, it } from 'vitest'
import { SYSTEM_FIELDS } from '../../contract/model.ts'
import { mergeLayers } from '../layers/merge-layers.ts'
import { layerOfTexts } from '../testing/layer-of-texts.ts'
import { field, label, module, smallLibrary, testFieldTypes, type Files } from '../testing/small-library.ts'
import { buildModel } from './build-model.ts'

function modelOf(files: Files = {}) {
  return buildModel(mergeLayers([layerOfTexts('test', { ...smallLibrary(), ...files })]), testFieldTypes, 7)
}

describe('a model', () => {
  it('gives every module the system fields, after its own, with labels in every language', () => {
    const { books } = modelOf().modules
    expect(books?.fields.map(({ key }) => key)).toEqual(['name', 'author', 'state', 'price', 'bought_on', 'tags', ...SYSTEM_FIELDS])
    expect(books?.fields.filter(({ system }) => system).every((one) => one.label.en && one.label['zh-CN'])).toBe(true)
  })

  it('makes related lists of references that name their inverse, and of no others', () => {
    const files = {
      'modules/books/fields.json': {
        fields: [
          field('name', 'text'),
          field('author', 'reference', { to: ['authors'], inverse: 'books', inverseLabel: label('Written') }),
          field('editor', 'reference', { to: ['authors'] }),
        ],
      },
    }
    expect(modelOf(files).modules['authors']?.relations).toEqual([
      { key: 'books', label: label('Written'), module: 'books', kind: 'reference', field: 'author' },
    ])
    expect(modelOf().modules['authors']?.relations[0]?.label).toEqual(label('books'))
  })

  it('shows a link from both sides', () => {
    const link = {
      key: 'readers',
      to: 'users',
      inverse: 'read_books',
      label: label('Readers'),
      inverseLabel: label('Read'),
      fields: [field('stars', 'rating')],
    }
    const { books, users } = modelOf({ 'modules/books/module.json': module('books', { links: [link] }) }).modules
    expect(books?.links).toMatchObject([{ key: 'readers', from: 'books', to: 'users', inverse: 'read_books' }])
    expect(books?.relations).toMatchObject([
      { key: 'readers', module: 'users', kind: 'link', link: 'readers', declaredBy: 'books', side: 'left', fields: [{ key: 'stars' }] },
    ])
    expect(users?.relations).toMatchObject([{ key: 'read_books', module: 'books', kind: 'link', link: 'readers', declaredBy: 'books', side: 'right' }])
  })

  it('shows a link of a module with itself twice there', () => {
    const link = { key: 'sequels', to: 'books', inverse: 'prequels', label: label('S'), inverseLabel: label('P') }
    expect(modelOf({ 'modules/books/module.json': module('books', { links: [link] }) }).modules['books']?.relations.map((relation) => relation.key)).toEqual([
      'sequels',
      'prequels',
    ])
  })

  it('lets a reference lead to all modules with a capability, as they are now', () => {
    const model = modelOf({
      'modules/notes/module.json': module('notes', { capabilities: [] }),
      'modules/notes/fields.json': {
        fields: [field('name', 'text'), field('about', 'reference', { to: ['notes'], toCapability: 'comments', inverse: 'notes' })],
      },
      'modules/authors/module.json': module('authors', { capabilities: ['api'] }),
    })
    expect(model.modules['notes']?.fields.find(({ key }) => key === 'about')?.to).toEqual(['notes', 'users', 'books'])
    expect(model.modules['books']?.relations.map(({ key }) => key)).toEqual(['notes'])
    expect(model.modules['authors']?.relations.map(({ key }) => key)).toEqual(['books'])
  })

  it('draws layouts and a view for a module that has none', () => {
    const { books } = modelOf().modules
    expect(books?.views).toMatchObject([{ key: 'all', default: true, columns: ['name', 'state', 'author', 'price', 'bought_on', 'owner', 'created_at'] }])
    expect(Object.keys(books?.layouts ?? {})).toEqual(['detail', 'form', 'quick-create', 'list', 'kanban'])
    expect(books?.layouts).toMatchObject({
      form: {
        sections: [
          {
            rows: [['name', 'author'], ['state', 'price'], ['bought_on', 'owner'], ['tags']],
          },
        ],
      },
      'quick-create': { sections: [{ rows: [['name']] }] },
    })
    expect(books?.layouts['detail']).toMatchObject({ path: 'state', tabs: [{ key: 'details' }, { key: 'timeline', panel: 'timeline' }] })
  })

  it('gives wide fields a row of their own and leaves hidden, numbered and read-only ones out of the form', () => {
    const fields = [
      field('name', 'text'),
      field('number', 'auto_number'),
      field('secret_note', 'text', { hidden: true }),
      field('story', 'long_text'),
      field('a', 'text'),
      field('made', 'date', { readOnly: true }),
    ]
    const { books } = modelOf({
      'modules/books/module.json': module('books', { number: { field: 'number', prefix: 'B' } }),
      'modules/books/fields.json': { fields },
    }).modules
    expect(books?.layouts['form']?.sections?.[0]?.rows).toEqual([['name'], ['story'], ['a', 'owner'], ['tags']])
  })

  it('keeps the layouts and views that a module has', () => {
    const { books } = modelOf({
      'modules/books/layouts/form.json': { $schema: 'x', sections: [] },
      'modules/books/views.json': {
        views: [
          { key: 'mine', label: label('Mine'), columns: ['name'] },
          { key: 'new', label: label('New'), columns: ['name'] },
        ],
      },
    }).modules
    expect(books?.layouts['form']).toEqual({ sections: [] })
    expect(books?.views.map(({ key, default: first }) => [key, first])).toEqual([
      ['mine', true],
      ['new', undefined],
    ])
  })

  it('is capable of what needs no set-up, unless the module says otherwise', () => {
    expect(modelOf().modules['books']?.capabilities).toContain('kanban')
    expect(modelOf().modules['authors']?.capabilities).not.toContain('kanban')
    expect(modelOf({ 'modules/books/module.json': module('books', { capabilities: ['api'] }) }).modules['books']?.capabilities).toEqual(['api'])
  })

  it('is private where no access is declared', () => {
    expect(modelOf().modules['books']?.access).toEqual({ organisation: 'private', profiles: {} })
  })

  it('gives the line of * to every profile without a line, but not to those of admins', () => {
    const { books } = modelOf({
      'modules/books/access.json': { organisation: 'public_read', profiles: { '*': { actions: ['read'] }, librarian: { actions: ['read', 'update'] } } },
      'app/profiles.json': {
        profiles: [
          { key: 'librarian', label: label('L') },
          { key: 'reader', label: label('R'), defaults: ['delete'] },
          { key: 'chief', label: label('C'), admin: true },
        ],
      },
    }).modules
    expect(books?.access.profiles).toEqual({ librarian: { actions: ['read', 'update'] }, reader: { actions: ['read'] } })
  })

  it('lists the areas by their order, and in each the modules that it names before those that name it', () => {
    const { areas } = modelOf({
      'app/menu.json': {
        areas: [
          { key: 'last', label: label('Last'), order: 9 },
          { key: 'first', label: label('First'), icon: 'star', modules: ['authors', 'gone'] },
        ],
      },
      'modules/books/module.json': module('books', { area: 'first', order: 2 }),
      'modules/users/module.json': module('users', { area: 'first', order: 1 }),
    })
    expect(areas).toMatchObject([
      { key: 'first', icon: 'star', modules: ['authors', 'users', 'books'] },
      { key: 'last', icon: 'folder', modules: [] },
    ])
  })

  it('completes the lists of the application', () => {
    const model = modelOf({ 'app/picklists/moods.json': { $schema: 'x', label: label('Moods'), values: [{ key: 'good', label: label('Good') }] } })
    expect(model).toMatchObject({
      version: 7,
      picklists: { moods: { key: 'moods', values: [{ key: 'good' }] } },
      currencies: [{ key: 'EUR', decimals: 2, base: true }],
      roles: [
        { key: 'head', profiles: [] },
        { key: 'desk', parent: 'head' },
      ],
      profiles: [
        { key: 'librarian', defaults: [] },
        { key: 'chief', admin: true },
      ],
    })
    expect(JSON.stringify(model)).not.toContain('$schema')
  })

  it('is plain data', () => {
    const model = modelOf()
    expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model)
  })
})
