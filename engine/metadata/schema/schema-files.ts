import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema } from '../../fields/field-type.ts'

export const SCHEMA_FOLDER = join(import.meta.dirname, '..', 'schemas')

/** The committed schemas by name (`views` for views.schema.json). */
export function readSchemas(): Record<string, JsonSchema> {
  const names = readdirSync(SCHEMA_FOLDER)
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => file.replace('.schema.json', ''))
  return Object.fromEntries(names.map((name) => [name, readSchema(name)]))
}

export function readSchema(name: string): JsonSchema {
  return JSON.parse(readFileSync(join(SCHEMA_FOLDER, `${name}.schema.json`), 'utf8')) as JsonSchema
}
