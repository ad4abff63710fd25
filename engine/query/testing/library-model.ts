import type { FieldModel, Model, ModuleModel } from '../../contract/model.ts'
import { registerFieldTypes } from '../../fields/register.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { createRegistry } from '../../kernel/registry.ts'
import { systemFields } from '../../metadata/model/system-fields.ts'

/** Field types of the engine, for tests. */
export function testFieldTypes() {
  const registry = createRegistry<FieldType>('field type')
  registerFieldTypes(registry)
  return registry
}

type Short = Partial<FieldModel> & Pick<FieldModel, 'key' | 'type'>
const same = (text: string) => ({ en: text, 'zh-CN': text })
const values = (...keys: string[]) => keys.map((key) => ({ key, label: { en: key.toUpperCase(), 'zh-CN': `中${key}` } }))

function moduleOf(key: string, fields: Short[], more: Partial<ModuleModel> = {}): ModuleModel {
  return {
    key,
    label: same(key),
    pluralLabel: same(key),
    icon: 'book',
    color: 'teal',
    nameField: 'name',
    capabilities: [],
    search: [],
    duplicates: [],
    indexes: [],
    behaviors: [],
    relations: [],
    links: [],
    layouts: {},
    views: [],
    access: { organisation: 'private', profiles: {} },
    ...more,
    fields: [...fields.map((field): FieldModel => ({ label: same(field.key), ...field })), ...systemFields()],
  }
}

const AUTHORS = moduleOf('authors', [
  { key: 'name', type: 'text', searchable: true },
  { key: 'country', type: 'text' },
  { key: 'born', type: 'date' },
  { key: 'mentor', type: 'reference', to: ['authors'] },
])

const BOOKS = moduleOf(
  'books',
  [
    { key: 'name', type: 'text', searchable: true },
    { key: 'author', type: 'reference', to: ['authors'] },
    { key: 'genre', type: 'picklist', values: values('novel', 'poem', 'drama') },
    { key: 'formats', type: 'multi_picklist', values: values('paper', 'audio', 'film') },
    { key: 'labels', type: 'tags', searchable: true },
    { key: 'pages', type: 'integer', index: true },
    { key: 'price', type: 'money' },
    { key: 'weight', type: 'decimal', scale: 3 },
    { key: 'published', type: 'date', index: true },
    { key: 'checked_at', type: 'datetime' },
    { key: 'opens', type: 'time' },
    { key: 'lent', type: 'boolean' },
    { key: 'phone', type: 'phone', searchable: true },
    { key: 'about', type: 'reference', to: ['authors', 'books'] },
    { key: 'readers', type: 'references', to: ['authors'] },
    { key: 'editor', type: 'user' },
    { key: 'printed_at', type: 'address' },
    { key: 'notes', type: 'long_text', searchable: true },
    { key: 'secret_note', type: 'text', searchable: true },
  ],
  {
    links: [
      {
        key: 'shelves',
        from: 'books',
        to: 'authors',
        inverse: 'shelved',
        label: same('Shelves'),
        inverseLabel: same('Shelved'),
        fields: [{ key: 'part', type: 'text', label: same('Part') }],
      },
    ],
    views: [{ key: 'all', label: same('All'), columns: ['name'], sort: [{ field: 'published', order: 'desc' }], default: true }],
  },
)

const USERS = moduleOf('users', [
  { key: 'name', type: 'text' },
  { key: 'role', type: 'reference', to: ['roles'] },
  { key: 'city', type: 'text' },
])
const ROLES = moduleOf('roles', [
  { key: 'name', type: 'text' },
  { key: 'parent', type: 'reference', to: ['roles'] },
])
const GROUPS = moduleOf('groups', [{ key: 'name', type: 'text' }])

/** A small foreign installation with a field of nearly every type. */
export function libraryModel(version = 1): Model {
  return {
    version,
    modules: { authors: AUTHORS, books: BOOKS, users: USERS, roles: ROLES, groups: GROUPS },
    picklists: {},
    areas: [],
    roles: [],
    profiles: [],
    groups: [],
    taxes: [],
    currencies: [
      { key: 'CNY', label: same('Yuan'), symbol: '¥', decimals: 2, rate: '1', base: true },
      { key: 'EUR', label: same('Euro'), symbol: '€', decimals: 2, rate: '8', base: false },
    ],
  }
}
