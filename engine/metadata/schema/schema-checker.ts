import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FieldType, JsonSchema } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import { composeFieldsSchema } from './compose-fields-schema.ts'
import { describeErrors, type SchemaFault } from './describe-errors.ts'
import { readSchema, readSchemas } from './schema-files.ts'

/** Checks values against the schemas of the metadata files. */
export interface SchemaChecker {
  /** `schema`: name of a schema file, `views`. */
  check(schema: string, value: unknown): SchemaFault[]
}

/** Keywords that say something to people and generators and nothing to the validator. */
const VOCABULARY = ['tsType']

/** Compiling costs a tenth of a second; the set of types changes only when a plugin is switched on or off. */
const compiled = new WeakMap<Registry<FieldType>, { types: string; checker: SchemaChecker }>()

/** A checker for the file schemas with the field types that this process knows, those of plugins included. */
export function schemaCheckerFor(fieldTypes: Registry<FieldType>): SchemaChecker {
  const types = fieldTypes.names().join()
  const known = compiled.get(fieldTypes)
  if (known?.types === types) return known.checker
  const checker = createSchemaChecker(fieldTypes)
  compiled.set(fieldTypes, { types, checker })
  return checker
}

function createSchemaChecker(fieldTypes: Registry<FieldType>): SchemaChecker {
  const schemas = readSchemas()
  const types = fieldTypes.entries().map(([, type]) => type)
  return checkerOf({ ...schemas, fields: composeFieldsSchema(readSchema('field'), types) })
}

/** A check against one schema that is no file, such as the options of a behaviour; it may refer to common.schema.json. */
export function checkAgainst(schema: JsonSchema, value: unknown): SchemaFault[] {
  const ajv = newAjv()
  ajv.addSchema(readSchema('common'), 'common.schema.json')
  return faultsOf(ajv.compile(schema), value)
}

function checkerOf(schemas: Record<string, JsonSchema>): SchemaChecker {
  const ajv = newAjv()
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  return {
    check(name, value) {
      const validate = ajv.getSchema(name)
      if (!validate) throw new Error(`There is no schema "${name}".`)
      return faultsOf(validate, value)
    },
  }
}

function newAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    discriminator: true,
    ownProperties: true,
    strictTypes: false,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { optimize: false },
  })
  addFormats.default(ajv)
  for (const keyword of VOCABULARY) ajv.addKeyword(keyword)
  return ajv
}

function faultsOf(validate: ValidateFunction, value: unknown): SchemaFault[] {
  if (validate(value)) return []
  return describeErrors(validate.errors as ErrorObject[])
}
