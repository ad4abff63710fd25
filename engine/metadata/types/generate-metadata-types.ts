import { basename } from 'node:path'
import { compile, type JSONSchema } from 'json-schema-to-typescript'
import type { JsonSchema } from '../../fields/field-type.ts'
import { composeFieldsSchema, variantName, type TypeParameters } from '../schema/compose-fields-schema.ts'
import { readSchema, readSchemas, SCHEMA_FOLDER } from '../schema/schema-files.ts'
import { forTypeScript } from './schema-for-typescript.ts'

/** The text of schemas/fields.schema.json. */
export function generateFieldsSchema(types: readonly TypeParameters[]): string {
  return `${JSON.stringify(composeFieldsSchema(readSchema('field'), types), null, 2)}\n`
}

const BANNER = `/* Made from engine/metadata/schemas by \`npm run types\`: do not edit. */
import type { Condition, Sort } from '../condition.ts'
import type { Label } from '../label.ts'
`

/** Schemas that are parts of others. */
const PARTS = new Set(['common', 'field'])

/** The TypeScript of every kind of metadata file: the text of engine/contract/generated/metadata-files.ts. */
export async function generateMetadataTypes(types: readonly TypeParameters[]): Promise<string> {
  const onDisk = readSchemas()
  const schemas: Record<string, JsonSchema> = { ...onDisk, fields: unionOfFields(types) }
  const kinds = Object.keys(schemas)
    .filter((name) => !PARTS.has(name))
    .toSorted()
  const root = {
    title: 'MetadataFiles',
    description: 'Every kind of metadata file.',
    type: 'object',
    required: kinds,
    properties: Object.fromEntries(kinds.map((name) => [name, { $ref: `${name}.schema.json` }])),
  }
  const read = (file: { url: string }) => JSON.stringify(forTypeScript(schemas[basename(file.url, '.schema.json')] ?? {}, onDisk))
  return compile(root as JSONSchema, 'MetadataFiles', {
    bannerComment: BANNER,
    cwd: `${SCHEMA_FOLDER}/`,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    $refOptions: { resolve: { file: { order: 1, canRead: true, read } } },
    style: { semi: false, singleQuote: true, printWidth: 160 },
  })
}

/** As composed, but the common properties once and each type's own beside them, instead of everything thirty times. */
function unionOfFields(types: readonly TypeParameters[]): JsonSchema {
  const composed = composeFieldsSchema(readSchema('field'), types)
  const { field, ...variants } = composed['definitions'] as Record<string, JsonSchema>
  const split = types
    .filter((type) => variantName(type.name) in variants)
    .map((type) => {
      const { properties = {}, required = [] } = type.parameters as { properties?: JsonSchema; required?: string[] }
      const own = { type: 'object', additionalProperties: false, required: ['type', ...required], properties: { type: { const: type.name }, ...properties } }
      return [variantName(type.name), { title: `${type.name}_field`, description: type.label.en, allOf: [{ $ref: 'field.schema.json' }, own] }]
    })
  return { ...composed, definitions: { field: { title: 'FieldEntry', oneOf: field?.['oneOf'] }, ...Object.fromEntries(split) } }
}
