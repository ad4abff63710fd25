import type { Model } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { registerFieldTypes } from '../../fields/register.ts'
import { createRegistry, type Registry } from '../../kernel/registry.ts'
import type { JsonObject } from '../../metadata/json/json-value.ts'
import { placeOf } from '../../metadata/layers/file-kinds.ts'
import { mergeLayers } from '../../metadata/layers/merge-layers.ts'
import { buildModel } from '../../metadata/model/build-model.ts'

const label = (en: string) => ({ en, 'zh-CN': en })
const field = (key: string, type: string, more: object = {}) => ({ key, type, label: label(key), ...more })

/** A small library, and the system modules that owning needs: nothing of the stock product. */
const FILES: Record<string, object> = {
  'modules/users/module.json': module('users', {
    system: true,
    search: ['name', 'username'],
    behaviors: [
      { use: 'compose-name', from: ['last_name', 'first_name'], to: 'name' },
      { use: 'username-from-name', from: 'name', to: 'username' },
    ],
  }),
  'modules/users/fields.json': {
    fields: [
      field('username', 'text', { unique: true, maxLength: 60 }),
      field('name', 'text', { required: true, searchable: true }),
      field('last_name', 'text'),
      field('first_name', 'text'),
      field('email', 'email'),
      field('active', 'boolean', { default: true }),
      field('is_admin', 'boolean'),
      field('role', 'reference', { to: ['roles'], onDelete: 'clear' }),
      field('profiles', 'references', { to: ['profiles'] }),
      field('groups', 'references', { to: ['groups'] }),
      field('reports_to', 'user'),
    ],
  },
  'modules/users/access.json': { organisation: 'public_read', profiles: {} },
  'modules/groups/module.json': module('groups', {
    system: true,
    links: [{ key: 'members', to: 'users', inverse: 'groups_of', label: label('Members'), inverseLabel: label('Groups') }],
  }),
  'modules/groups/fields.json': { fields: [field('name', 'text', { required: true }), field('code', 'text', { unique: true, readOnly: true })] },
  'modules/groups/access.json': { organisation: 'public_read', profiles: {} },
  'modules/roles/module.json': module('roles', { system: true, parentField: 'parent' }),
  'modules/roles/fields.json': {
    fields: [
      field('name', 'text', { required: true }),
      field('code', 'text', { unique: true, readOnly: true }),
      field('parent', 'reference', { to: ['roles'], inverse: 'children', onDelete: 'restrict' }),
      field('profiles', 'references', { to: ['profiles'] }),
    ],
  },
  'modules/roles/access.json': { organisation: 'public_read', profiles: {} },
  'modules/profiles/module.json': module('profiles', { system: true }),
  'modules/profiles/fields.json': { fields: [field('name', 'text', { required: true }), field('code', 'text', { unique: true, readOnly: true })] },
  'modules/profiles/access.json': { organisation: 'public_read', profiles: {} },

  'modules/authors/module.json': module('authors', {
    search: ['name'],
    duplicates: [{ match: [{ field: 'name', by: 'normalised' }] }, { match: [{ field: 'email', by: 'exact' }] }],
  }),
  'modules/authors/fields.json': {
    fields: [
      field('name', 'text', { required: true, searchable: true }),
      field('email', 'email', { unique: true }),
      field('phone', 'phone'),
      field('country', 'text'),
      field('teacher', 'reference', { to: ['authors'], inverse: 'pupils' }),
      field('pin', 'secret'),
    ],
  },
  'modules/authors/access.json': {
    organisation: 'public_read',
    profiles: {
      librarian: { actions: ['read', 'create', 'update', 'delete'], fields: { country: 'hidden', phone: 'read' } },
      merger: { actions: ['read', 'create', 'update', 'delete', 'merge'], fields: { country: 'hidden', phone: 'read' } },
    },
  },
  'modules/books/module.json': module('books', {
    nameField: 'title',
    statusField: 'state',
    parentField: 'part_of',
    search: ['number', 'title'],
    number: { field: 'number', prefix: 'B-', digits: 4 },
    duplicates: [
      {
        match: [
          { field: 'title', by: 'similar' },
          { field: 'author', by: 'exact' },
        ],
      },
    ],
    behaviors: [
      { use: 'status-flow', field: 'state', transitions: { ordered: ['shelved', 'lost'], shelved: ['lent', 'lost'], lent: ['shelved', 'lost'], lost: [] } },
    ],
    links: [
      { key: 'readers', to: 'members', inverse: 'books_read', label: label('Readers'), inverseLabel: label('Books read'), fields: [field('stars', 'rating')] },
    ],
  }),
  'modules/books/fields.json': {
    fields: [
      field('number', 'auto_number'),
      field('title', 'text', { required: true, maxLength: 200, searchable: true }),
      field('author', 'reference', { to: ['authors'], inverse: 'books', onDelete: 'clear' }),
      field('author_phone', 'phone', { copyFrom: 'author.phone' }),
      field('author_country', 'text', { copyFrom: 'author.country', readOnly: true }),
      field('co_authors', 'references', { to: ['authors'] }),
      field('part_of', 'reference', { to: ['books'], inverse: 'parts', onDelete: 'cascade' }),
      field('isbn', 'text', { unique: true, writeOnce: true, maxLength: 20 }),
      field('price', 'money', { min: '0' }),
      field('pages', 'integer', { min: '1' }),
      field('bought_on', 'date', { default: { now: true } }),
      field('state', 'picklist', {
        default: 'ordered',
        required: true,
        values: ['ordered', 'shelved', 'lent', 'lost'].map((key) => ({ key, label: label(key), ...(key === 'lost' ? { sets: { shelf: 'none' } } : {}) })),
      }),
      field('loss_note', 'text', { visibleIf: { field: 'state', op: 'is', value: 'lost' }, requiredIf: { field: 'state', op: 'is', value: 'lost' } }),
      field('shelf', 'text', { readOnlyIf: { field: 'state', op: 'is', value: 'lost' } }),
      field('language', 'picklist', {
        values: [
          { key: 'en', label: label('English') },
          { key: 'zh', label: label('Chinese') },
        ],
      }),
      field('dialect', 'picklist', {
        dependsOn: 'language',
        values: [
          { key: 'british', label: label('British'), for: ['en'] },
          { key: 'mandarin', label: label('Mandarin'), for: ['zh'] },
        ],
      }),
      field('read_by', 'user'),
      field('tags', 'tags'),
      field('cover', 'image', { maxSize: 1000 }),
      field('scans', 'files', { accept: ['image/*', 'application/pdf'] }),
      field('last_page', 'integer', { validIf: { condition: { field: 'last_page', op: 'gt', value: 0 }, message: label('Above zero, please.') } }),
      field('fine', 'integer', {
        validIf: {
          condition: {
            any: [
              { field: 'fine', op: 'lte', value: 5 },
              { field: 'language', op: 'is', value: 'en' },
            ],
          },
          message: label('More than five for English books only.'),
        },
      }),
    ],
  },
  'modules/books/access.json': {
    organisation: 'private',
    profiles: {
      librarian: { actions: ['read', 'create', 'update', 'delete'] },
      reader: { actions: ['read'] },
      merger: { actions: ['read', 'create', 'update', 'delete', 'merge'] },
      shelver: { actions: ['read', 'create', 'update'], fields: { loss_note: 'hidden', dialect: 'hidden', fine: 'hidden' } },
      cashier: { actions: ['read', 'create', 'update'], fields: { title: 'hidden', language: 'hidden', pages: 'hidden' } },
    },
  },
  'modules/members/module.json': module('members', { search: ['name'] }),
  'modules/members/fields.json': { fields: [field('name', 'text', { required: true, searchable: true }), field('email', 'email')] },
  'modules/members/access.json': { organisation: 'public_read', profiles: { librarian: { actions: ['read', 'create', 'update', 'delete'] } } },
  'modules/loans/module.json': module('loans', { nameField: 'subject' }),
  'modules/loans/fields.json': {
    fields: [
      field('subject', 'text', { required: true }),
      field('book', 'reference', { to: ['books'], inverse: 'loans', onDelete: 'restrict' }),
      field('member', 'reference', { to: ['members'], inverse: 'loans', onDelete: 'cascade' }),
      field('about', 'reference', { to: ['authors', 'members'] }),
      field('due', 'date'),
    ],
  },
  'modules/loans/access.json': { organisation: 'private', profiles: { librarian: { actions: ['read', 'create', 'update', 'delete'] } } },
  'app/profiles.json': {
    profiles: [
      { key: 'admin', label: label('Administrator'), admin: true, defaults: [] },
      { key: 'librarian', label: label('Librarian'), defaults: ['read'] },
      { key: 'reader', label: label('Reader'), defaults: ['read'] },
      { key: 'merger', label: label('Merger'), defaults: ['read'] },
      { key: 'shelver', label: label('Shelver'), defaults: ['read'] },
      { key: 'cashier', label: label('Cashier'), defaults: ['read'] },
    ],
  },
  'app/roles.json': {
    roles: [
      { key: 'head', label: label('Head'), profiles: ['admin'] },
      { key: 'desk', label: label('Desk'), parent: 'head', profiles: ['librarian'] },
    ],
  },
  'app/groups.json': { groups: [{ key: 'evening', label: label('Evening shift') }] },
  'app/currencies.json': {
    currencies: [
      { key: 'EUR', label: label('Euro'), symbol: '€', rate: '1', base: true },
      { key: 'CNY', label: label('Yuan'), symbol: '¥', rate: '0.125' },
    ],
  },
}

function module(key: string, more: object): object {
  return { key, label: label(key), pluralLabel: label(key), icon: 'book', color: 'teal', nameField: 'name', ...more }
}

/** Every field type of the engine. */
export function libraryFieldTypes(): Registry<FieldType> {
  const fieldTypes = createRegistry<FieldType>('field type')
  registerFieldTypes(fieldTypes)
  return fieldTypes
}

/** The model of the library. */
export function libraryModel(fieldTypes: Registry<FieldType>): Model {
  const files = Object.entries(FILES).flatMap(([path, value]) => {
    const place = placeOf(path)
    return place ? [{ path, shownPath: path, place, value: value as JsonObject, positionOf: () => undefined }] : []
  })
  return buildModel(mergeLayers([{ name: 'library', files, problems: [], unreadable: [] }]), fieldTypes, 1)
}
