import type { JsonSchema } from '../../fields/field-type.ts'

/** What the composition needs of a field type. */
export interface TypeParameters {
  name: string
  label: { en: string }
  parameters: JsonSchema
}

/** Types of the fields that the platform itself adds to every module; no file declares one. */
const SYSTEM_ONLY = new Set(['owner'])

/**
 * The schema of fields.json: for each type one strict object of the common properties and the type's own parameters,
 * told apart by `type`. `common` is field.schema.json.
 */
export function composeFieldsSchema(common: JsonSchema, types: readonly TypeParameters[]): JsonSchema {
  const declared = types.filter((type) => !SYSTEM_ONLY.has(type.name)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const variants = declared.map((type) => [variantName(type.name), variantOf(common, type)])
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://mortise.dev/schemas/fields.schema.json',
    title: 'FieldsFile',
    description: 'The fields of a module, in order. Composed of field.schema.json and the parameters of each field type by `npm run types`: do not edit.',
    type: 'object',
    additionalProperties: false,
    required: ['fields'],
    properties: {
      $schema: { type: 'string' },
      fields: { type: 'array', items: { $ref: '#/definitions/field' }, minItems: 1 },
    },
    definitions: {
      field: {
        type: 'object',
        required: ['key', 'type', 'label'],
        discriminator: { propertyName: 'type' },
        oneOf: declared.map((type) => ({ $ref: `#/definitions/${variantName(type.name)}` })),
      },
      ...Object.fromEntries(variants),
    },
  }
}

/** `long_text` -> `long_text_field`; the generated TypeScript is named after it. */
export function variantName(type: string): string {
  return `${type}_field`
}

function variantOf(common: JsonSchema, type: TypeParameters): JsonSchema {
  const { properties = {}, required = [], ...rules } = type.parameters as { properties?: JsonSchema; required?: string[] } & JsonSchema
  // The common part is compiled once, and not once for each type: `true` only says that the names are known.
  const shared = Object.keys(common['properties'] as JsonSchema).map((name) => [name, true])
  return {
    ...withoutShape(rules),
    description: type.label.en,
    type: 'object',
    additionalProperties: false,
    required: ['type', ...required],
    allOf: [{ $ref: 'field.schema.json' }],
    properties: { ...Object.fromEntries(shared), type: { const: type.name }, ...properties },
  }
}

/** What the composition itself decides. */
function withoutShape(rules: JsonSchema): JsonSchema {
  const { type: _type, additionalProperties: _additional, $schema: _schema, $id: _id, ...rest } = rules
  return rest
}
