import type { FieldType } from '../../fields/field-type.ts'
import { registerFieldTypes } from '../../fields/register.ts'
import { createRegistry, type Registry } from '../../kernel/registry.ts'
import { checkMetadata } from '../check/check-metadata.ts'
import type { BehaviorDeclaration } from '../check/check-scope.ts'
import type { MetadataProblem } from '../problem.ts'
import { layerOfTexts } from './layer-of-texts.ts'

export type Files = Record<string, string | object>

export const label = (en: string) => ({ en, 'zh-CN': `${en}（中文）` })
export const field = (key: string, type: string, more: object = {}) => ({ key, type, label: label(key), ...more })

export function module(key: string, more: object = {}): object {
  return { key, label: label(key), pluralLabel: label(key), icon: 'book', color: 'teal', nameField: 'name', ...more }
}

/** The types that the engine brings. */
export const testFieldTypes: Registry<FieldType> = createRegistry<FieldType>('field type')
registerFieldTypes(testFieldTypes)

/** Sound files of two modules, which each test spoils in its own way. */
export function smallLibrary(): Record<string, object> {
  return {
    'modules/users/module.json': module('users'),
    'modules/users/fields.json': { fields: [field('name', 'text'), field('active', 'boolean')] },
    'modules/authors/module.json': module('authors'),
    'modules/authors/fields.json': { fields: [field('name', 'text'), field('country', 'text'), field('home', 'address')] },
    'modules/books/module.json': module('books', { statusField: 'state' }),
    'modules/books/fields.json': {
      fields: [
        field('name', 'text', { required: true }),
        field('author', 'reference', { to: ['authors'], inverse: 'books' }),
        field('state', 'picklist', {
          values: [
            { key: 'new', label: label('New') },
            { key: 'lost', label: label('Lost') },
          ],
        }),
        field('price', 'money'),
        field('bought_on', 'date'),
      ],
    },
    'app/profiles.json': {
      profiles: [
        { key: 'librarian', label: label('Librarian') },
        { key: 'chief', label: label('Chief'), admin: true },
      ],
    },
    'app/roles.json': {
      roles: [
        { key: 'head', label: label('Head') },
        { key: 'desk', label: label('Desk'), parent: 'head' },
      ],
    },
    'app/currencies.json': { currencies: [{ key: 'EUR', label: label('Euro'), symbol: '€', rate: '1', base: true }] },
  }
}

/** The problems of the small library with some files replaced or added. */
export function problemsWith(files: Files, behaviors?: Registry<BehaviorDeclaration>): MetadataProblem[] {
  return checkMetadata([layerOfTexts('test', { ...smallLibrary(), ...files })], { fieldTypes: testFieldTypes, behaviors })
}

/** The problems of the small library with fields added to books. */
export function problemsOfFields(...fields: object[]): MetadataProblem[] {
  const library = smallLibrary()
  const books = library['modules/books/fields.json'] as { fields: object[] }
  return problemsWith({ 'modules/books/fields.json': { fields: [...books.fields, ...fields] } })
}

/** `pointer reason (nearest)` of each problem, short enough to read in a test. */
export function brief(problems: readonly MetadataProblem[]): string[] {
  return problems.map(({ pointer, reason, nearest }) => `${pointer} ${reason}${nearest === undefined ? '' : ` (${nearest})`}`)
}
