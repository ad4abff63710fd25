import { describe, expect, it } from 'vitest'
import { brief, field, label, problemsWith, smallLibrary, type Files } from '../testing/small-library.ts'

const view = (more: object) => ({ key: 'all', label: label('All'), columns: ['name'], ...more })
const views = (...list: object[]) => brief(problemsWith({ 'modules/books/views.json': { views: list } }))
const filter = (condition: object) => views(view({ filter: condition }))
const layout = (name: string, content: object, more: Files = {}) => brief(problemsWith({ [`modules/books/layouts/${name}.json`]: content, ...more }))
const section = (rows: (string | null)[][], more: object = {}) => ({ key: 'main', label: label('Main'), rows, ...more })

/** A literal with `then` would look like a promise. */
const OUTCOME = 'then'
const expecting = (outcome: object) => ({ [OUTCOME]: outcome })

describe('conditions', () => {
  it('follow paths through references and into parts of a field', () => {
    expect(
      filter({
        all: [
          { field: 'author.country', op: 'is', value: 'China' },
          { field: 'author.home.city', op: 'contains', value: '北京' },
          { field: 'owner.name', op: 'is_not_blank' },
          { field: 'created_by', op: 'is_me' },
        ],
      }),
    ).toEqual([])
  })

  it('name the hop at which a path goes wrong', () => {
    expect(
      filter({
        any: [
          { field: 'athor.country', op: 'is', value: 'x' },
          { not: { field: 'author.contry', op: 'is', value: 'x' } },
          { field: 'author.home.town', op: 'is', value: 'x' },
          { field: 'name.first', op: 'is', value: 'x' },
        ],
      }),
    ).toEqual([
      '/views/0/filter/any/0/field The module "books" has no field "athor". (author)',
      '/views/0/filter/any/1/not/field The module "authors" has no field "contry". (country)',
      '/views/0/filter/any/2/field "home" has no part "town".',
      '/views/0/filter/any/3/field "name" is no reference: nothing lies behind it.',
    ])
  })

  it('ask only what the type of the field understands', () => {
    expect(filter({ field: 'bought_on', op: 'contains', value: '2030' })).toEqual([
      expect.stringMatching(/^\/views\/0\/filter\/op "bought_on" \(date\) knows no operator "contains"; it knows is, /),
    ])
    expect(filter({ field: 'name', op: 'is_me' })).toEqual([expect.stringMatching(/knows no operator "is_me"/)])
    expect(filter({ field: 'author.home', op: 'is', value: 'x' })).toEqual([
      expect.stringMatching(/\(address\) knows no operator "is"; it knows is_blank, is_not_blank/),
    ])
  })

  it("compare with values of the field's own kind", () => {
    expect(
      filter({
        all: [
          { field: 'state', op: 'is', value: 'nwe' },
          { field: 'state', op: 'is_any', value: ['lost', 'los'] },
          { field: 'bought_on', op: 'gt', value: '2030-02-30' },
          { field: 'price', op: 'gt', value: 'much' },
          { field: 'author', op: 'is', value: 'Li Bai' },
        ],
      }),
    ).toEqual([
      '/views/0/filter/all/0/value "nwe" is not one of the values of "state". (new)',
      '/views/0/filter/all/1/value "los" is not one of the values of "state". (lost)',
      expect.stringMatching(/^\/views\/0\/filter\/all\/2\/value "2030-02-30" is no value for "bought_on" \(date\)/),
      expect.stringMatching(/^\/views\/0\/filter\/all\/3\/value "much" is no value for "price" \(money\)/),
      expect.stringMatching(/^\/views\/0\/filter\/all\/4\/value "Li Bai" is no value for "author" \(reference\)/),
    ])
  })

  it('have as many values as the operator takes', () => {
    expect(
      filter({
        all: [
          { field: 'name', op: 'is' },
          { field: 'name', op: 'is', value: ['a'] },
          { field: 'state', op: 'is_any', value: 'lost' },
          { field: 'bought_on', op: 'between', value: ['2030-01-01'] },
          { field: 'name', op: 'is_blank', value: true },
          { field: 'name', op: 'contains', value: '' },
          { field: 'name', op: 'is', value: null },
        ],
      }),
    ).toEqual([
      '/views/0/filter/all/0/op This operator takes one value.',
      '/views/0/filter/all/1/value This operator takes one value.',
      '/views/0/filter/all/2/value This operator takes a list of values.',
      '/views/0/filter/all/3/value This operator takes two values: [from, to].',
      '/views/0/filter/all/4/value This operator takes no value.',
      '/views/0/filter/all/5/value This operator takes a text.',
    ])
  })

  it('name ranges of days that exist', () => {
    expect(filter({ field: 'bought_on', op: 'within', value: 'next_30_days' })).toEqual([])
    expect(filter({ field: 'bought_on', op: 'within', value: 'this_mnth' })).toEqual(['/views/0/filter/value "this_mnth" is no range of days. (this_month)'])
  })
})

describe('views', () => {
  it('show, sort and add up fields that exist and can be', () => {
    expect(
      views(view({ columns: ['name', 'author.name', 'sate', 'name'], sort: [{ field: 'author.home' }, { field: 'bought' }], totals: ['price', 'name'] })),
    ).toEqual([
      '/views/0/columns/2 The module "books" has no field "sate". (state)',
      '/views/0/columns/3 The column "name" stands twice.',
      '/views/0/sort/0/field "author.home" (address) does not fit here: lists cannot be sorted by it.',
      '/views/0/sort/1/field The module "books" has no field "bought". (bought_on)',
      '/views/0/totals/1 "name" (text) does not fit here: only numbers have totals.',
    ])
  })

  it('have one default, different keys, and a form that the module can take', () => {
    expect(views(view({ default: true }), view({ key: 'b', default: true }), view({ key: 'b' }))).toEqual([
      '/views Only one view can be the default, not "all" and "b".',
      '/views/2/key "b" is used twice; first at /views/1/key.',
    ])
    expect(views(view({ form: 'board' }), view({ key: 'c', form: 'calendar' }))).toEqual([
      '/views/1/form A calendar needs dates: module.json must say "calendar": { "start": … }.',
    ])
  })
})

describe('layouts', () => {
  it('are for a purpose that is known', () => {
    expect(layout('detial', {})).toEqual([' There is no kind of layout "detial". (detail)'])
    expect(layout('detail.desk', { for: { roles: ['dsk'] } })).toEqual(['/for/roles/0 There is no role "dsk". (desk)'])
  })

  it('are for types that the field of the types has', () => {
    const lease = { for: { recordTypes: ['lost', 'lst'] } }
    expect(layout('detail.lease', lease)).toEqual(['/for/recordTypes No field says of which type a record is: module.json must name a recordTypeField.'])
    const books = { ...smallLibrary()['modules/books/module.json'], recordTypeField: 'state' }
    expect(layout('detail.lease', lease, { 'modules/books/module.json': books })).toEqual(['/for/recordTypes/1 There is no record type "lst". (lost)'])
  })

  it('place fields that exist, once, in rows that fit', () => {
    expect(
      layout('detail', {
        highlights: ['prise'],
        path: 'name',
        tabs: [
          {
            key: 'a',
            label: label('A'),
            sections: [
              section([
                ['name', 'athor'],
                ['state', 'price', 'bought_on'],
                ['name', null],
              ]),
            ],
          },
        ],
      }),
    ).toEqual([
      '/highlights/0 The module "books" has no field "prise". (price)',
      '/path "name" (text) does not fit here: it must be a picklist.',
      '/tabs/0/sections/0/rows/0/1 The module "books" has no field "athor". (author)',
      '/tabs/0/sections/0/rows/1 The row has 3 cells, the section 2 columns.',
      '/tabs/0/sections/0/rows/2/0 "name" stands twice in these sections.',
    ])
  })

  it('show related lists that exist, with columns of the other module and of the link', () => {
    const link = {
      key: 'readers',
      to: 'users',
      inverse: 'read_books',
      label: label('Readers'),
      inverseLabel: label('Books'),
      fields: [field('stars', 'rating')],
    }
    const books = { ...smallLibrary()['modules/books/module.json'], links: [link] }
    const related = [
      { relation: 'raeders', columns: ['name'] },
      { relation: 'readers', columns: ['stars', 'nmae'], sort: [{ field: 'strs' }], filter: { field: 'active', op: 'is', value: true } },
    ]
    expect(layout('detail', { tabs: [{ key: 'a', label: label('A'), related }] }, { 'modules/books/module.json': books })).toEqual([
      '/tabs/0/related/0/relation "books" has no related list "raeders". (readers)',
      '/tabs/0/related/1/columns/1 The module "users" has no field "nmae". (name)',
      '/tabs/0/related/1/sort/0/field The module "users" has no field "strs". (stars)',
    ])
  })

  it('fill each tab with one thing, which the module is capable of', () => {
    const books = { ...smallLibrary()['modules/books/module.json'], capabilities: ['api'] }
    expect(
      layout(
        'detail',
        {
          tabs: [
            { key: 'a', label: label('A') },
            { key: 'b', label: label('B'), panel: 'comments' },
          ],
        },
        { 'modules/books/module.json': books },
      ),
    ).toEqual([
      '/tabs/0 The tab "a" must hold one of sections, related and panel.',
      '/tabs/1/panel The panel "comments" stays empty: the module does not have the capability "comments".',
    ])
  })

  it('leave no required field out of a form', () => {
    expect(layout('form', { sections: [section([['author']])] })).toEqual(['/sections The form leaves out "name", which is required and has no default.'])
    expect(layout('quick-create', { sections: [section([['author', 'name']])] })).toEqual([])
  })

  it('show sections under conditions that hold together', () => {
    expect(layout('form', { sections: [section([['name']], { visibleIf: { field: 'state', op: 'is', value: 'old' } })] })).toEqual([
      '/sections/0/visibleIf/value "old" is not one of the values of "state".',
    ])
  })
})

describe('other files', () => {
  it('access.json names profiles and fields that exist; * is every other profile', () => {
    expect(
      brief(
        problemsWith({
          'modules/books/access.json': {
            organisation: 'private',
            profiles: { '*': { actions: [] }, libarian: { actions: ['read'] }, librarian: { actions: ['read', 'raed'], fields: { prise: 'hidden' } } },
          },
        }),
      ),
    ).toEqual(['/profiles/librarian/actions/1 "raed" is not allowed here, only read, create, update, delete, import, export, merge, convert. (read)'])
    expect(
      brief(
        problemsWith({
          'modules/books/access.json': {
            organisation: 'private',
            profiles: { libarian: { actions: ['read'] }, librarian: { actions: ['read'], fields: { prise: 'hidden' } } },
          },
        }),
      ),
    ).toEqual([
      '/profiles/libarian There is no profile "libarian". (librarian)',
      '/profiles/librarian/fields/prise The module "books" has no field "prise". (price)',
    ])
  })

  it('conversions carry values into fields that can hold them', () => {
    const conversion = (more: object) =>
      brief(problemsWith({ 'modules/authors/conversions.json': { conversions: [{ key: 'write', label: label('Write'), to: 'books', map: {}, ...more }] } }))
    expect(conversion({ to: 'boks' })).toEqual(['/conversions/0/to There is no module "boks". (books)'])
    expect(conversion({ link: 'author', map: { name: 'country', owner: 'owner' } })).toEqual([])
    expect(conversion({ link: 'state', map: { nmae: 'name', name: 'nam', price: 'country', bought_on: 'created_at' } })).toEqual([
      '/conversions/0/map/nmae The module "books" has no field "nmae". (name)',
      '/conversions/0/map/name The module "authors" has no field "nam". (name)',
      '/conversions/0/map/price "country" (text) does not fit into "books.price" (money).',
      '/conversions/0/map/bought_on "created_at" (datetime) does not fit into "books.bought_on" (date).',
      '/conversions/0/link "state" (picklist) does not fit here: it must be of type reference.',
    ])
  })

  it('workflows start and decide by fields that exist', () => {
    expect(
      brief(
        problemsWith({
          'modules/books/workflows/tell.json': {
            label: label('Tell'),
            on: { event: 'updated', changed: ['sate'] },
            when: { field: 'state', op: 'is', value: 'los' },
            actions: [{ do: 'notify' }],
          },
        }),
      ),
    ).toEqual(['/on/changed/0 The module "books" has no field "sate". (state)', '/when/value "los" is not one of the values of "state". (lost)'])
  })

  it('tests speak of records, users and fields that exist', () => {
    const test = {
      name: label('T'),
      given: [
        { module: 'books', as: 'one', values: { nmae: 'x' } },
        { module: 'book', as: 'two', values: {} },
      ],
      user: { profile: 'boss', role: 'hed', owns: ['on'] },
      when: { update: 'oen', values: { sate: 'lost' } },
      ...expecting({ refused: [{ field: 'nmae', code: 'REQUIRED' }], hidden: ['prise'] }),
    }
    expect(brief(problemsWith({ 'modules/books/tests/one.json': test }))).toEqual([
      '/given/0/values/nmae The module "books" has no field "nmae". (name)',
      '/given/1/module There is no module "book". (books)',
      '/user/profile There is no profile "boss".',
      '/user/role There is no role "hed". (head)',
      '/user/owns/0 There is no given record "on". (one)',
      '/when/update There is no given record "oen". (one)',
      '/when/values/sate The module "books" has no field "sate". (state)',
      '/then/refused/0/field The module "books" has no field "nmae". (name)',
      '/then/hidden/0 The module "books" has no field "prise". (price)',
    ])
    expect(brief(problemsWith({ 'modules/books/tests/two.json': { name: label('T'), when: { create: 'books', remove: 'one' }, ...expecting({}) } }))).toEqual([
      '/when A test does one thing: create, update or remove.',
    ])
  })
})
