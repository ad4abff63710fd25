import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

const STRICT = { removeAdditional: false, ownProperties: true, $data: false, allErrors: false, strict: true, strictTypes: false } as const
/** A plugin whose schemas are wrong is to be skipped when it is loaded, not to fail later. */
const OF_PLUGINS = '/api/plugins/'

/** Compiles what a route says of a part of its requests. Throws for a schema that is none. */
type SchemaCompiler = (schema: object, part?: string) => ValidateFunction

/** Bodies are never coerced and unknown properties are refused; query strings and paths are text, so numbers in them are read. */
export function strictCompiler(): SchemaCompiler {
  const body = new Ajv({ ...STRICT, coerceTypes: false, useDefaults: false })
  const text = new Ajv({ ...STRICT, coerceTypes: true, useDefaults: false })
  addFormats.default(body)
  addFormats.default(text)
  return (schema, part) => (part === 'body' ? body : text).compile(schema)
}

/** Schemas are compiled when their route is first asked for: all of them would be a tenth of a start. */
export function useStrictValidation(server: FastifyInstance): void {
  const compile = strictCompiler()
  server.setValidatorCompiler(({ schema, httpPart, url = '' }) => {
    const make = () => compile(schema as object, httpPart)
    return url.startsWith(OF_PLUGINS) ? make() : whenAsked(make)
  })
}

function whenAsked(make: () => ValidateFunction): { (data: unknown): boolean; errors?: ValidateFunction['errors'] } {
  let validate: ValidateFunction | undefined
  const check: ReturnType<typeof whenAsked> = (data) => {
    validate ??= make()
    const isValid = validate(data) === true
    check.errors = validate.errors
    return isValid
  }
  return check
}
