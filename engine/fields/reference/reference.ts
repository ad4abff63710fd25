import type { FieldValue } from '../../contract/api.ts'
import { CAPABILITIES, type FieldModel } from '../../contract/model.ts'
import type { ColumnSpec, FieldContext, FieldType, JsonSchema, Parsed, SqlValue } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { ID_SCHEMA, parseId, parseIdText } from './id-value.ts'
import { referenceMembers } from './reference-members.ts'

const MODULE_KEY = { $ref: 'common.schema.json#/definitions/key' }

/**
 * One record of another module, or of one of several. Ids are unique over all modules, so that both kinds are compared
 * by the id in the first column; a reference to several keeps the module beside it, because no foreign key can.
 */
export const referenceField: FieldType = {
  name: 'reference',
  label: { en: 'Reference', 'zh-CN': '关联记录' },
  parameters: {
    properties: {
      to: { type: 'array', items: MODULE_KEY, minItems: 1, maxItems: 30, uniqueItems: true, description: 'The modules whose records may be chosen.' },
      toCapability: {
        type: 'string',
        enum: [...CAPABILITIES],
        description: 'Also every module that has this capability, those that come later included: `comments`.',
      },
      inverse: { ...MODULE_KEY, description: 'The key of the related list that the other module gets.' },
      inverseLabel: { $ref: 'common.schema.json#/definitions/label', description: 'The name of that list.' },
      onDelete: { type: 'string', enum: ['clear', 'restrict', 'cascade'], description: 'What becomes of this record when the other is purged.' },
      filter: { $ref: 'common.schema.json#/definitions/condition', description: 'Only records that meet it are offered.' },
    },
  },
  ...referenceMembers,
  columns,
  schema: (field) => (isToSeveral(field) ? anyReferenceSchema(field) : ID_SCHEMA),
  parse: (raw, field) => (isToSeveral(field) ? parseAny(raw, field) : parseId(raw, field)),
  parseText: (text, field, context) => (isToSeveral(field) ? parseAnyText(text, field, context) : parseIdText(text, field)),
  toColumns: (value, field) => (isToSeveral(field) ? pair(value) : [value as SqlValue]),
  fromColumns: ([id, module]) =>
    id === null || id === undefined ? null : module === null || module === undefined ? String(id) : { module: String(module), id: String(id) },
  text: (value) => idOf(value) ?? '',
  widget: 'reference',
}

/**
 * Whether the field may refer to records of several modules; its values are then pairs `{ module, id }`.
 * A field with `toCapability` always may, so that its columns stay the same when the number of such modules changes.
 */
export function isToSeveral(field: FieldModel): boolean {
  return field.toCapability !== undefined || (field.to?.length ?? 0) > 1
}

function columns(field: FieldModel): ColumnSpec[] {
  const [module = ''] = field.to ?? []
  if (isToSeveral(field))
    return [
      { suffix: '', type: 'uuid' },
      { suffix: '_module', type: 'text' },
    ]
  return [{ suffix: '', type: 'uuid', references: { module, onDelete: field.onDelete ?? 'clear' } }]
}

const PAIR = { expected: '{ module, id }' }

function parseAny(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  const pair = ownPair(raw)
  if (!pair) return refused(field, 'TYPE', PAIR)
  const { module, id } = pair
  if (typeof module !== 'string' || !field.to?.includes(module)) return refused(field, 'NOT_IN_LIST', { expected: field.to ?? [] })
  const parsed = parseId(id, field)
  return parsed.ok && parsed.value !== null ? accepted({ module, id: parsed.value }) : refused(field, 'TYPE', PAIR)
}

/** An object with the two own properties and no others. */
function ownPair(raw: unknown): { module: unknown; id: unknown } | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null
  const entries = Object.entries(raw)
  if (entries.length !== 2 || !Object.hasOwn(raw, 'module') || !Object.hasOwn(raw, 'id')) return null
  const { module, id } = Object.fromEntries(entries)
  return { module, id }
}

/** `module:id`, as a text of a file can hold it. */
function parseAnyText(text: string, field: FieldModel, _context: FieldContext): Parsed {
  const [module, id, ...rest] = text.trim().split(':')
  if (text.trim() === '') return accepted(null)
  const parsed = rest.length === 0 ? parseAny({ module, id }, field) : null
  return parsed?.ok ? parsed : refused(field, 'NOT_FOUND', { value: text.trim().slice(0, 100) })
}

function pair(value: FieldValue): SqlValue[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [null, null]
  return [value.id as string, value.module as string]
}

function idOf(value: FieldValue): string | null {
  const [id] = typeof value === 'string' ? [value] : pair(value)
  return typeof id === 'string' ? id : null
}

function anyReferenceSchema(field: FieldModel): JsonSchema {
  return { type: 'object', additionalProperties: false, required: ['module', 'id'], properties: { module: { type: 'string', enum: field.to }, id: ID_SCHEMA } }
}
