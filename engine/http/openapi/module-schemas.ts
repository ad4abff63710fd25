import type { Access } from '../../access/compile-access.ts'
import { labelIn } from '../../contract/label.ts'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { exampleOf } from './examples.ts'
import { querySchemas } from './query-schemas.ts'
import type { ShownField } from './shown-field.ts'
import { ID, listOf, objectOf, orNull, schemaRef, TEXT } from './schema-ref.ts'

const MOST_EXAMPLES = 8
const EXAMPLE_ID = '01900000-0000-7000-8000-000000000001'

/** The name of a module's schemas: `sales_orders` -> `SalesOrders`. */
export function nameOf(module: ModuleModel): string {
  return module.key.replace(/(?:^|_)(\w)/g, (_whole, letter: string) => letter.toUpperCase())
}

/** The schemas of one module: values as they are read and as they are written, the record around them, lists and questions. */
export function moduleSchemas(ctx: RecordContext, access: Access, module: ModuleModel): Record<string, JsonSchema> {
  const name = nameOf(module)
  const fields = shownFields(ctx, access, module)
  const writable = fields.filter(({ field, writable: may }) => may && !isKeptByServer(field))
  const needed = writable.filter(({ field }) => isNeeded(field)).map(({ field }) => field.key)
  return {
    [`${name}Values`]: { type: 'object', properties: propertiesOf(ctx, fields) },
    [`${name}Input`]: { type: 'object', additionalProperties: false, properties: propertiesOf(ctx, writable), example: examplesOf(ctx, writable) },
    [`${name}New`]: { allOf: [schemaRef(`${name}Input`), { type: 'object', required: needed }] },
    [name]: recordSchema(ctx, module, fields),
    [`${name}List`]: objectOf({
      records: listOf(schemaRef(name)),
      next: orNull(TEXT),
      previous: orNull(TEXT),
      'count?': schemaRef('Count'),
      'totals?': { type: 'object', additionalProperties: TEXT },
    }),
    ...querySchemas(name, fields),
  }
}

function shownFields(ctx: RecordContext, access: Access, module: ModuleModel): ShownField[] {
  return module.fields.flatMap((field) => {
    const right = access.fieldRight(module.key, field.key)
    const type = ctx.fieldTypes.get(field.type)
    return right === 'hidden' || !type ? [] : [{ field, type, writable: right === 'write', schema: type.schema(field, ctx.model) }]
  })
}

function recordSchema(ctx: RecordContext, module: ModuleModel, fields: ShownField[]): JsonSchema {
  const schema = objectOf({
    id: ID,
    module: { const: module.key },
    version: { type: 'integer', minimum: 1 },
    values: schemaRef(`${nameOf(module)}Values`),
    labels: { type: 'object', additionalProperties: TEXT, description: 'Text of references, users, owners and picklists.' },
    can: { type: 'object', additionalProperties: { type: 'boolean' } },
    'deletedAt?': { type: 'string', format: 'date-time' },
    'link?': { type: 'object', description: 'In a list of linked records: the attributes of the link.' },
  })
  return { ...schema, example: { id: EXAMPLE_ID, module: module.key, version: 1, values: examplesOf(ctx, fields), labels: {}, can: { read: true } } }
}

function isKeptByServer(field: FieldModel): boolean {
  return field.readOnly === true || field.type === 'auto_number' || (field.system === true && field.key !== 'owner')
}

/** The owner is the one who makes the record unless another is named. */
function isNeeded(field: FieldModel): boolean {
  return field.required === true && field.default === undefined && field.copyFrom === undefined && !field.system
}

function propertiesOf(ctx: RecordContext, fields: ShownField[]): Record<string, JsonSchema> {
  return Object.fromEntries(fields.map((shown) => [shown.field.key, propertyOf(ctx, shown)]))
}

/** Every value may be blank; what a new record needs stands in its own schema. */
function propertyOf(ctx: RecordContext, { field, schema }: ShownField): JsonSchema {
  const { locale } = ctx.actor
  const help = field.help ? `\n\n${labelIn(field.help, locale)}` : ''
  return { ...orNull(schema), title: labelIn(field.label, locale), ...(help && { description: help.trim() }) }
}

/** Values for some fields, those first that a record cannot do without. */
function examplesOf(ctx: RecordContext, fields: ShownField[]): Record<string, unknown> {
  const ordered = [...fields].sort((a, b) => Number(isNeeded(b.field)) - Number(isNeeded(a.field))).slice(0, MOST_EXAMPLES)
  const entries = ordered.map(({ field, schema }) => [field.key, exampleOf(schema, labelIn(field.label, ctx.actor.locale))] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
