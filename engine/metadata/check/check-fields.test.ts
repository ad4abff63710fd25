import { describe, expect, it } from 'vitest'
import { brief, field, label, problemsOfFields, problemsWith } from '../testing/small-library.ts'

const values = (...keys: string[]) => keys.map((key) => ({ key, label: label(key) }))

describe('fields', () => {
  it.each(['id', 'version', 'deleted_at', 'search_vector', 'owner', 'created_at', 'ctid', 'xmin'])('may not be called %s', (key) => {
    expect(brief(problemsOfFields(field(key, 'text')))).toEqual([`/fields/5/key "${key}" is a name that every record or table has already.`])
  })

  it('may not take the column of another field', () => {
    expect(brief(problemsOfFields(field('price_currency', 'text')))).toEqual([
      '/fields/5/key The column "price_currency" belongs to the field "price" already.',
    ])
  })

  it('fit into one table: 251 columns are refused, 250 are not', () => {
    const many = (count: number) => ({
      'modules/authors/fields.json': {
        fields: [field('name', 'text'), field('country', 'text'), ...Array.from({ length: count }, (_, index) => field(`f${index}`, 'text'))],
      },
    })
    expect(problemsWith(many(239))).toEqual([])
    expect(brief(problemsWith(many(240)))).toEqual([
      '/fields The module would have 251 columns; at most 250 are possible. Move some fields into a module of their own.',
    ])
  })

  it('need something to refer to', () => {
    expect(
      brief(
        problemsOfFields(
          field('publisher', 'reference', { to: ['publishers'] }),
          field('writer', 'reference', { to: ['author'] }),
          field('nothing', 'reference'),
          field('readers', 'references', { to: ['user'] }),
        ),
      ),
    ).toEqual([
      '/fields/5/to/0 There is no module "publishers".',
      '/fields/6/to/0 There is no module "author". (authors)',
      '/fields/7 "nothing" must say where it leads: "to": ["…"].',
      '/fields/8/to/0 There is no module "user". (users)',
    ])
  })

  it('give each related list of a module a key of its own', () => {
    expect(brief(problemsOfFields(field('editor', 'reference', { to: ['authors'], inverse: 'books' })))).toEqual([
      '/fields/5/inverse "authors" has a related list "books" already, from books.author.',
    ])
  })

  it('cannot be cleared when they are required', () => {
    expect(brief(problemsOfFields(field('editor', 'reference', { to: ['authors'], required: true, onDelete: 'clear' })))).toEqual([
      '/fields/5/onDelete "editor" is required: it cannot be cleared. Use "restrict" or "cascade".',
    ])
  })

  it('have values of their own or a shared picklist, not both and not neither', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'picklist'),
          field('b', 'multi_picklist', { values: values('x'), picklist: 'languages' }),
          field('c', 'picklist', { picklist: 'languages' }),
        ),
      ),
    ).toEqual([
      '/fields/5 "a" needs either values of its own or the key of a shared picklist.',
      '/fields/6 "b" needs either values of its own or the key of a shared picklist.',
      '/fields/6/picklist There is no picklist "languages".',
      '/fields/7/picklist There is no picklist "languages".',
    ])
  })

  it('depend on fields that exist and have values', () => {
    const dependent = (key: string, dependsOn: string, wanted: string) =>
      field(key, 'picklist', { dependsOn, values: [{ key: 'x', label: label('x'), for: [wanted] }] })
    expect(brief(problemsOfFields(dependent('a', 'sate', 'new'), dependent('b', 'name', 'new'), dependent('c', 'state', 'nwe')))).toEqual([
      '/fields/5/dependsOn There is no field "sate". (state)',
      '/fields/6/dependsOn "name" is a text: only a picklist or a yes/no can govern other values.',
      '/fields/6/values/0/for/0 "name" has no value "new".',
      '/fields/7/values/0/for/0 "state" has no value "nwe". (new)',
    ])
  })

  it('do not depend on each other in a circle', () => {
    const link = (key: string, dependsOn: string) => field(key, 'picklist', { dependsOn, values: values('x') })
    expect(brief(problemsOfFields(link('a', 'b'), link('b', 'c'), link('c', 'a'), link('d', 'd')))).toEqual([
      '/fields/5/dependsOn The fields depend on each other in a circle: a -> b -> c -> a.',
      '/fields/6/dependsOn The fields depend on each other in a circle: b -> c -> a -> b.',
      '/fields/7/dependsOn The fields depend on each other in a circle: c -> a -> b -> c.',
      '/fields/8/dependsOn The fields depend on each other in a circle: d -> d.',
    ])
  })

  it('set other fields to values that these can hold', () => {
    const sets = (entries: Record<string, string>) => field('mood', 'picklist', { values: [{ key: 'x', label: label('x'), sets: entries }] })
    expect(brief(problemsOfFields(sets({ prise: '3', bought_on: 'tomorrow', state: 'gone', name: 'fine' })))).toEqual([
      '/fields/5/values/0/sets/prise "x" sets "prise", a field that the module does not have. (price)',
      expect.stringMatching(/^\/fields\/5\/values\/0\/sets\/bought_on "tomorrow" is no value for "bought_on" \(date\).*YYYY-MM-DD\.$/),
      '/fields/5/values/0/sets/state "gone" is not one of the values of "state".',
    ])
  })

  it('name roles that exist', () => {
    expect(brief(problemsOfFields(field('mood', 'picklist', { values: [{ key: 'x', label: label('x'), roles: ['haed'] }] })))).toEqual([
      '/fields/5/values/0/roles/0 There is no role "haed". (head)',
    ])
  })

  it('have defaults that they can hold', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'integer', { default: 'many' }),
          field('b', 'picklist', { default: 'lots', values: values('lost') }),
          field('c', 'text', { default: { now: true } }),
          field('d', 'date', { default: { actor: true } }),
          field('e', 'date', { default: { now: true } }),
          field('f', 'user', { default: { actor: true } }),
          field('g', 'text', { default: { formula: '1' } }),
        ),
      ),
    ).toEqual([
      expect.stringMatching(/^\/fields\/5\/default "many" is no value for "a" \(integer\)/),
      '/fields/6/default "lots" is not one of the values of "b". (lost)',
      '/fields/7/default { "now": true } fits dates and times, not text.',
      '/fields/8/default { "actor": true } fits owner and user, not date.',
      expect.stringMatching(/^\/fields\/11\/default \{"formula":"1"\} is no value for "g"/),
    ])
  })

  it('have patterns that RE2 compiles', () => {
    expect(
      brief(problemsOfFields(field('a', 'text', { pattern: '(?=x)y' }), field('b', 'text', { pattern: '(((' }), field('c', 'text', { pattern: '[a-z]+' }))),
    ).toEqual([
      '/fields/5/pattern RE2 cannot compile this pattern (it knows no look-around and no back references).',
      '/fields/6/pattern RE2 cannot compile this pattern (it knows no look-around and no back references).',
    ])
  })

  it('have limits that leave room', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'text', { minLength: 5, maxLength: 4 }),
          field('b', 'decimal', { min: '10', max: '9.5' }),
          field('c', 'date', { min: '2030-01-02', max: '2030-01-01' }),
          field('d', 'integer', { min: '9', max: '10' }),
        ),
      ),
    ).toEqual([
      '/fields/5/minLength The shortest length is greater than the longest.',
      '/fields/6/min The least value 10 is above the greatest, 9.5.',
      '/fields/7/min The least value 2030-01-02 is above the greatest, 2030-01-01.',
    ])
  })

  it('promise only what their type can do', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'json', { index: true }),
          field('b', 'boolean', { searchable: true }),
          field('c', 'tags', { unique: true }),
          field('d', 'text', { required: true, readOnly: true }),
        ),
      ),
    ).toEqual([
      '/fields/5/index A field of type json has no index.',
      '/fields/6/searchable The text search cannot look into a field of type boolean.',
      '/fields/7/unique Values of type tags cannot be unique.',
      '/fields/8/required Nobody can fill "d": it is required and read only, and has no default.',
    ])
  })

  it('copy through a reference from a field that exists', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'text', { copyFrom: 'name' }),
          field('b', 'text', { copyFrom: 'author.contry' }),
          field('c', 'text', { copyFrom: 'author.country' }),
        ),
      ),
    ).toEqual([
      '/fields/5/copyFrom A value is copied through a reference: `account.phone`.',
      '/fields/6/copyFrom The module "authors" has no field "contry". (country)',
    ])
  })

  it('take currencies that exist', () => {
    expect(brief(problemsOfFields(field('a', 'money', { currency: 'EUX' })))).toEqual(['/fields/5/currency There is no currency "EUX". (EUR)'])
  })

  it('offer only records by conditions that the other module understands', () => {
    expect(
      brief(
        problemsOfFields(
          field('a', 'reference', { to: ['authors'], filter: { field: 'contry', op: 'is', value: 'China' } }),
          field('b', 'user', { filter: { field: 'active', op: 'is', value: 'perhaps' } }),
        ),
      ),
    ).toEqual([
      '/fields/5/filter/field The module "authors" has no field "contry". (country)',
      expect.stringMatching(/^\/fields\/6\/filter\/value "perhaps" is no value for "active" \(boolean\)/),
    ])
  })
})

describe('a reference to every module with a capability', () => {
  const notes = (more: object) =>
    problemsWith({
      'modules/notes/module.json': {
        key: 'notes',
        label: label('Note'),
        pluralLabel: label('Notes'),
        icon: 'note',
        color: 'red',
        nameField: 'name',
        capabilities: [],
      },
      'modules/notes/fields.json': { fields: [field('name', 'text'), field('about', 'reference', more)] },
    })

  it('needs no list of modules', () => {
    expect(notes({ toCapability: 'comments', inverse: 'notes' })).toEqual([])
  })
  it('names a capability that there is', () => {
    expect(brief(notes({ toCapability: 'comment' }))).toEqual(['/fields/1/toCapability "comment" is not allowed here. (comments)'])
  })
  it('is no way for a path', () => {
    const [problem] = problemsWith({
      'modules/books/module.json': {
        key: 'books',
        label: label('B'),
        pluralLabel: label('B'),
        icon: 'b',
        color: 'red',
        nameField: 'name',
        search: ['remark.name'],
      },
      'modules/books/fields.json': { fields: [field('name', 'text'), field('remark', 'reference', { toCapability: 'tags' })] },
    })
    expect(problem?.reason).toContain('leads to one of several modules')
  })
})
