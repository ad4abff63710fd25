import type { FieldModel, LinkModel, Model, ModuleModel, ViewModel } from '../../contract/model.ts'
import type { ColumnSpec, FieldType } from '../../fields/field-type.ts'
import { createRegistry, type Registry } from '../../kernel/registry.ts'

/** For tests of storage: field types that only know their columns, and models made by hand. */

type Part = Partial<Pick<FieldType, 'family' | 'sortable' | 'compareSuffix' | 'schema'>>

const label = (en: string) => ({ en, 'zh-CN': en })

export function sampleFieldTypes(): Registry<FieldType> {
  const registry = createRegistry<FieldType>('field type')
  const add = (name: string, columns: (field: FieldModel) => Omit<ColumnSpec, 'suffix'>[] | ColumnSpec[], part: Part = {}) =>
    registry.add(
      name,
      fakeType(name, (field) => columns(field).map((column) => ({ suffix: '', ...column })), part),
    )

  add('text', () => [{ type: 'text', collation: 'zh-x-icu' }], { family: 'text', schema: (field) => ({ maxLength: field.maxLength ?? 255 }) })
  add('long_text', () => [{ type: 'text' }], { family: 'text', sortable: false })
  add('integer', () => [{ type: 'bigint' }], { family: 'number' })
  add('decimal', (field) => [{ type: `numeric(${20 + (field.scale ?? 2)},${field.scale ?? 2})` }], { family: 'number' })
  add('date', () => [{ type: 'date' }], { family: 'date' })
  add('datetime', () => [{ type: 'timestamp with time zone' }], { family: 'datetime' })
  add('picklist', () => [{ type: 'text' }], { family: 'choice' })
  add('tags', () => [{ type: 'text[]' }], { family: 'choices', sortable: false })
  add('files', () => [{ type: 'uuid[]' }], { family: 'none', sortable: false })
  add('owner', () => [{ type: 'uuid' }], { family: 'reference', sortable: false })
  add('auto_number', () => [{ type: 'text' }], { family: 'text', schema: () => ({ maxLength: 40 }) })
  add(
    'money',
    () => [
      { suffix: '', type: 'numeric(20,4)' },
      { suffix: '_currency', type: 'text' },
      { suffix: '_rate', type: 'numeric(20,10)' },
      { suffix: '_base', type: 'numeric(24,4)' },
    ],
    { family: 'number', compareSuffix: '_base' },
  )
  add(
    'reference',
    (field) =>
      field.to?.length === 1
        ? [{ type: 'uuid', references: { module: field.to[0] ?? '', onDelete: field.onDelete ?? 'clear' } }]
        : [
            { suffix: '', type: 'uuid' },
            { suffix: '_module', type: 'text' },
          ],
    { family: 'reference', sortable: false },
  )
  return registry
}

export function sampleModel(modules: ModuleModel[]): Model {
  return {
    version: 1,
    modules: Object.fromEntries(modules.map((module) => [module.key, module])),
    picklists: {},
    areas: [],
    currencies: [],
    roles: [],
    profiles: [],
    groups: [],
    taxes: [],
  }
}

export function sampleModule(key: string, fields: FieldModel[], more: Partial<ModuleModel> = {}): ModuleModel {
  return {
    key,
    label: label(key),
    pluralLabel: label(key),
    icon: 'book',
    color: 'teal',
    nameField: 'name',
    capabilities: [],
    search: ['name'],
    duplicates: [],
    indexes: [],
    behaviors: [],
    fields: [sampleField('name', 'text'), ...fields, ...systemFields()],
    relations: [],
    links: [],
    layouts: {},
    views: [],
    access: { organisation: 'private', profiles: {} },
    ...more,
  }
}

export function sampleField(key: string, type: string, more: Partial<FieldModel> = {}): FieldModel {
  return { key, type, label: label(key), ...more }
}

export function sampleView(key: string, sort?: string, more: Partial<ViewModel> = {}): ViewModel {
  return { key, label: label(key), columns: ['name'], ...(sort === undefined ? {} : { sort: [{ field: sort, order: 'desc' }] }), ...more }
}

export function sampleLink(link: Pick<LinkModel, 'key' | 'from' | 'to'>, fields: FieldModel[] = []): LinkModel {
  return { ...link, inverse: link.from, label: label(link.key), inverseLabel: label(link.from), fields }
}

/** Books that belong to shelves, a loan of either; a link between books and shelves. */
export function libraryModel(): Model {
  return sampleModel([
    sampleModule('shelves', [sampleField('floor', 'integer')], { access: { organisation: 'public_read', profiles: {} } }),
    sampleModule(
      'books',
      [
        sampleField('number', 'auto_number'),
        sampleField('shelf', 'reference', { to: ['shelves'] }),
        sampleField('price', 'money'),
        sampleField('state', 'picklist'),
        sampleField('bought', 'date'),
        sampleField('isbn', 'text', { unique: true, maxLength: 20 }),
        sampleField('words', 'tags'),
        sampleField('scans', 'files'),
        sampleField('notes', 'long_text'),
      ],
      {
        statusField: 'state',
        number: { field: 'number', prefix: 'B-' },
        views: [sampleView('all', 'name'), sampleView('dear', 'price', { default: true })],
        links: [sampleLink({ key: 'displays', from: 'books', to: 'shelves' }, [sampleField('since', 'date')])],
      },
    ),
    sampleModule('loans', [sampleField('thing', 'reference', { to: ['books', 'shelves'] })]),
  ])
}

function systemFields(): FieldModel[] {
  return [
    ['owner', 'owner'],
    ['created_at', 'datetime'],
    ['created_by', 'owner'],
    ['updated_at', 'datetime'],
    ['updated_by', 'owner'],
  ].map(([key = '', type = '']) => sampleField(key, type, { system: true }))
}

/** Storage asks a type for nothing but its columns, its family and how long its text may be. */
function fakeType(name: string, columns: (field: FieldModel) => ColumnSpec[], part: Part): FieldType {
  return {
    name,
    label: label(name),
    parameters: {},
    columns,
    schema: () => ({}),
    operators: [],
    sortable: true,
    groupable: false,
    summable: false,
    family: 'none',
    safeChanges: [],
    widget: name,
    parse: () => ({ ok: true, value: null }),
    toColumns: () => [],
    fromColumns: () => null,
    text: () => '',
    ...part,
  }
}
