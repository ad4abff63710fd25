import { join } from 'node:path'
import type { FieldType } from '../fields/field-type.ts'
import { registerFieldTypes } from '../fields/register.ts'
import { createRegistry } from '../kernel/registry.ts'
import { SCHEMA_FOLDER } from './schema/schema-files.ts'
import { generateFieldsSchema, generateMetadataTypes } from './types/generate-metadata-types.ts'

/** A file that is committed and made from others. */
export interface GeneratedFile {
  path: string
  text: string
}

/** The files that `npm run types` writes into the repository; a test holds the committed ones against them. */
export async function generateTypes(): Promise<GeneratedFile[]> {
  const registry = createRegistry<FieldType>('field type')
  registerFieldTypes(registry)
  const types = registry.entries().map(([, type]) => type)
  return [
    { path: join(SCHEMA_FOLDER, 'fields.schema.json'), text: generateFieldsSchema(types) },
    { path: join(import.meta.dirname, '..', 'contract', 'generated', 'metadata-files.ts'), text: await generateMetadataTypes(types) },
  ]
}
