import type { Access } from '../../access/compile-access.ts'
import { labelIn } from '../../contract/label.ts'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { RecordContext } from '../../records/record-context.ts'

/** The name of a module's schemas: `sales_orders` -> `SalesOrders`. */
export function nameOf(module: ModuleModel): string {
  return module.key
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}

/** Values as they are read, values as they are written, and the record around them. */
export function moduleSchemas(ctx: RecordContext, access: Access, module: ModuleModel): Record<string, JsonSchema> {
  const name = nameOf(module)
  const readable = module.fields.filter((field) => access.fieldRight(module.key, field.key) !== 'hidden')
  const writable = readable.filter((field) => access.fieldRight(module.key, field.key) === 'write' && !isKeptByServer(field))
  return {
    [`${name}Values`]: { type: 'object', properties: properties(ctx, readable, 'read') },
    [`${name}Input`]: { type: 'object', additionalProperties: false, properties: properties(ctx, writable, 'write') },
    [name]: {
      type: 'object',
      required: ['id', 'module', 'version', 'values', 'labels', 'can'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        module: { const: module.key },
        version: { type: 'integer', minimum: 1 },
        values: { $ref: `#/components/schemas/${name}Values` },
        labels: { type: 'object', additionalProperties: { type: 'string' }, description: 'Text of references, users, owners and picklists.' },
        can: { type: 'object', additionalProperties: { type: 'boolean' } },
      },
    },
  }
}

function isKeptByServer(field: FieldModel): boolean {
  return field.readOnly === true || field.type === 'auto_number' || (field.system === true && field.key !== 'owner')
}

function properties(ctx: RecordContext, fields: FieldModel[], use: 'read' | 'write'): Record<string, JsonSchema> {
  return Object.fromEntries(fields.map((field) => [field.key, property(ctx, field, use)]))
}

/** Every value may be blank; a required one must be there when a record is saved, which the description says. */
function property(ctx: RecordContext, field: FieldModel, use: 'read' | 'write'): JsonSchema {
  const schema = ctx.fieldTypes.get(field.type)?.schema(field, ctx.model) ?? {}
  const help = field.help ? ` ${labelIn(field.help, ctx.actor.locale)}` : ''
  const required = use === 'write' && field.required ? ' (required)' : ''
  return { anyOf: [schema, { type: 'null' }], description: `${labelIn(field.label, ctx.actor.locale)}${required}.${help}` }
}
