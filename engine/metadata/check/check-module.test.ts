import { describe, expect, it } from 'vitest'
import { createRegistry } from '../../kernel/registry.ts'
import { brief, field, label, module, problemsWith, smallLibrary } from '../testing/small-library.ts'
import type { BehaviorDeclaration } from './check-scope.ts'

const books = (more: object) => problemsWith({ 'modules/books/module.json': module('books', more) })

describe('module.json', () => {
  it('plays its parts with fields that exist', () => {
    expect(brief(books({ nameField: 'title', statusField: 'stat', amountField: 'prise', calendar: { start: 'bougth_on' } }))).toEqual([
      '/nameField The module "books" has no field "title".',
      '/statusField The module "books" has no field "stat". (state)',
      '/amountField The module "books" has no field "prise". (price)',
      '/calendar/start The module "books" has no field "bougth_on". (bought_on)',
    ])
  })

  it('plays its parts with fields that fit', () => {
    expect(
      brief(books({ nameField: 'price', statusField: 'name', amountField: 'author', imageField: 'name', emailField: 'name', calendar: { start: 'state' } })),
    ).toEqual([
      '/nameField "price" (money) does not fit here: it must be a text.',
      '/statusField "name" (text) does not fit here: it must be a picklist.',
      '/amountField "author" (reference) does not fit here: only numbers have totals.',
      '/imageField "name" (text) does not fit here: it must be of type image.',
      '/emailField "name" (text) does not fit here: it must be of type email.',
      '/calendar/start "state" (picklist) does not fit here: it must be a date or a date with time.',
    ])
  })

  it('makes a tree of references to itself only', () => {
    expect(brief(books({ parentField: 'author' }))).toEqual(['/parentField "author" must refer to "books" alone, so that its records form a tree.'])
  })

  it('has the key of its folder, and none that a link table could have', () => {
    expect(brief(problemsWith({ 'modules/books/module.json': module('boks') }))).toEqual([
      '/key The folder is called "books" and the module "boks": both must be the same.',
    ])
    expect(brief(problemsWith({ 'modules/link_a/module.json': module('link_a'), 'modules/link_a/fields.json': { fields: [field('name', 'text')] } }))).toEqual([
      '/key The key of a module does not begin with "link_": the tables of links do.',
    ])
  })

  it('numbers its records by an auto_number, and every auto_number has its rule', () => {
    const fields = { fields: [field('name', 'text'), field('number', 'auto_number'), field('second', 'auto_number')] }
    expect(brief(problemsWith({ 'modules/authors/fields.json': fields }))).toEqual([
      '/fields/1/type module.json must say how "number" counts: "number": { "field": "number", "prefix": "…" }.',
      '/fields/2/type module.json must say how "second" counts: "number": { "field": "second", "prefix": "…" }.',
    ])
    expect(
      brief(
        problemsWith({ 'modules/authors/fields.json': fields, 'modules/authors/module.json': module('authors', { number: { field: 'number', prefix: 'A' } }) }),
      ),
    ).toEqual(['/fields/2/type A module has one auto_number; "number" is it.'])
    expect(brief(books({ number: { field: 'name', prefix: 'B-' } }))).toEqual([
      '/number/field "name" (text) does not fit here: it must be of type auto_number.',
    ])
  })

  it('searches, compares and indexes fields that exist and can be', () => {
    expect(
      brief(
        books({
          search: ['nmae', 'state', 'author.name', 'author.name.first'],
          duplicates: [
            {
              match: [
                { field: 'price', by: 'similar' },
                { field: 'naem', by: 'exact' },
              ],
            },
          ],
          indexes: [{ fields: ['bought_on', 'stat'] }],
        }),
      ),
    ).toEqual([
      '/search/0 The module "books" has no field "nmae". (name)',
      '/search/1 "state" (picklist) does not fit here: the text search cannot look into it.',
      '/search/3 "name" is no reference: nothing lies behind it.',
      '/duplicates/0/match/0/field "price" (money) does not fit here: it must be a text.',
      '/duplicates/0/match/1/field The module "books" has no field "naem". (name)',
      '/indexes/0/fields/1 The module "books" has no field "stat". (state)',
    ])
  })

  it('stands in a menu area that exists', () => {
    expect(
      brief(
        problemsWith({
          'app/menu.json': {
            areas: [
              { key: 'library', label: label('L'), modules: ['bokos', 'books'] },
              { key: 'other', label: label('O'), modules: ['books'] },
            ],
          },
          'modules/books/module.json': module('books', { area: 'libary' }),
        }),
      ),
    ).toEqual([
      '/area There is no menu area "libary". (library)',
      '/areas/0/modules/0 There is no module "bokos". (books)',
      '/areas/1/modules/0 "books" stands in the area "library" already.',
    ])
  })

  it('links to modules that exist, under keys that are free, in tables whose names fit', () => {
    const link = (key: string, to: string, inverse: string) => ({ key, to, inverse, label: label(key), inverseLabel: label(inverse) })
    expect(brief(books({ links: [link('readers', 'user', 'read_books'), link('writers', 'authors', 'books'), link('twin', 'books', 'twin')] }))).toEqual([
      '/links/0/to There is no module "user". (users)',
      '/links/1/inverse "authors" has a related list "books" already, from books.author.',
      '/links/2/inverse "books" has a related list "twin" already, from books.twin.',
    ])
    const long = 'l'.repeat(40)
    const key = 'm'.repeat(30)
    expect(
      brief(
        problemsWith({
          [`modules/${key}/module.json`]: module(key, { links: [link(long, 'users', 'back')] }),
          [`modules/${key}/fields.json`]: { fields: [field('name', 'text')] },
        }),
      ),
    ).toEqual([`/links/0/key The table "link_${key}_${long}" would have a name of more than 63 bytes.`])
  })

  it('keeps the attributes of a link to what they can say', () => {
    const attributes = [
      field('left_id', 'text'),
      field('role', 'picklist'),
      field('since', 'date', { visibleIf: { field: 'role', op: 'is_blank' } }),
      field('note', 'text', { visibleIf: { field: 'name', op: 'is_blank' } }),
    ]
    const link = { key: 'readers', to: 'users', inverse: 'read_books', label: label('R'), inverseLabel: label('B'), fields: attributes }
    expect(brief(books({ links: [link] }))).toEqual([
      '/links/0/fields/0/key "left_id" is a name that every record or table has already.',
      '/links/0/fields/1 "role" needs either values of its own or the key of a shared picklist.',
      expect.stringMatching(/^\/links\/0\/fields\/3\/visibleIf\/field .*no field "name"/),
    ])
  })

  it('uses behaviours that are known, with options that they understand; a tool that knows none says nothing', () => {
    const use = {
      behaviors: [
        { use: 'status-flow', field: 'state', closd: ['lost'] },
        { use: 'status-flaw' },
        { use: 'status-flow', field: 'sate', history: ['price', 'prise'] },
      ],
    }
    const key = { $ref: 'common.schema.json#/definitions/key' }
    const behaviors = createRegistry<BehaviorDeclaration>('behavior')
    behaviors.add('status-flow', {
      options: {
        type: 'object',
        additionalProperties: false,
        required: ['field'],
        properties: { field: key, closed: { type: 'array' }, history: { type: 'array', items: key } },
      },
    })
    expect(brief(problemsWith({ 'modules/books/module.json': module('books', use) }, behaviors))).toEqual([
      '/behaviors/0/closd "closd" is not known here. (closed)',
      '/behaviors/1/use There is no behavior "status-flaw". (status-flow)',
      '/behaviors/2/field The module "books" has no field "sate". (state)',
      '/behaviors/2/history/1 The module "books" has no field "prise". (price)',
    ])
    expect(books(use)).toEqual([])
  })

  it('needs fields, and a folder needs a module.json', () => {
    expect(brief(problemsWith({ 'modules/loans/module.json': module('loans') }))).toContain(' The module has no modules/loans/fields.json.')
    expect(brief(problemsWith({ 'modules/lones/views.json': { views: [{ key: 'all', label: label('All'), columns: ['name'] }] } }))).toEqual([
      ' No layer has a modules/lones/module.json.',
    ])
    expect(brief(problemsWith({ 'modules/bokks/fields.json': { fields: [field('name', 'text')] } }))).toEqual([
      ' No layer has a modules/bokks/module.json. (books)',
    ])
  })
})

describe('the files of the application', () => {
  it('make a tree of roles', () => {
    const role = (key: string, parent?: string) => ({ key, label: label(key), ...(parent ? { parent } : {}) })
    expect(
      brief(
        problemsWith({
          'app/roles.json': { roles: [role('head', 'desk'), role('desk', 'head'), role('lost', 'haed'), { ...role('x'), profiles: ['libarian'] }] },
        }),
      ),
    ).toEqual([
      '/roles/0/parent The role "head" stands above itself.',
      '/roles/1/parent The role "desk" stands above itself.',
      '/roles/2/parent There is no role "haed". (head)',
      '/roles/3/profiles/0 There is no profile "libarian". (librarian)',
    ])
  })

  it('name roles in groups that exist', () => {
    expect(brief(problemsWith({ 'app/groups.json': { groups: [{ key: 'g', label: label('G'), roles: ['hed'], rolesAndBelow: ['desk'] }] } }))).toEqual([
      '/groups/0/roles/0 There is no role "hed". (head)',
    ])
  })

  it('have one base currency, with the rate 1', () => {
    const currency = (key: string, rate: string, base?: boolean) => ({ key, label: label(key), symbol: key, rate, ...(base === undefined ? {} : { base }) })
    expect(brief(problemsWith({ 'app/currencies.json': { currencies: [currency('EUR', '1'), currency('CNY', '0')] } }))).toEqual([
      '/currencies Exactly one currency is the base, not 0.',
      '/currencies/1/rate The rate must be greater than 0.',
    ])
    expect(brief(problemsWith({ 'app/currencies.json': { currencies: [currency('EUR', '2', true), currency('CNY', '1', true)] } }))).toEqual([
      '/currencies Exactly one currency is the base, not 2.',
      '/currencies/0/rate The rate of the base currency is 1.',
    ])
  })

  it('share picklists whose values fit the fields that use them', () => {
    const files = {
      'app/picklists/moods.json': {
        label: label('Moods'),
        values: [{ key: 'bad', label: label('Bad'), sets: { state: 'gone', nothing: '1' }, roles: ['boss'] }],
      },
      'modules/books/fields.json': {
        fields: [...(smallLibrary()['modules/books/fields.json'] as { fields: object[] }).fields, field('mood', 'picklist', { picklist: 'moods' })],
      },
    }
    expect(brief(problemsWith(files)).toSorted()).toEqual([
      '/fields/5/picklist "bad" sets "nothing", a field that the module does not have.',
      '/fields/5/picklist "gone" is not one of the values of "state".',
      '/values/0/roles/0 There is no role "boss".',
    ])
  })
})
