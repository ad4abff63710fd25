import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

const STRICT = { removeAdditional: false, ownProperties: true, $data: false, allErrors: false, strict: true, strictTypes: false } as const

/** Bodies are never coerced and unknown properties are refused; query strings and paths are text, so numbers in them are read. */
export function useStrictValidation(server: FastifyInstance): void {
  const body = new Ajv({ ...STRICT, coerceTypes: false, useDefaults: false })
  const text = new Ajv({ ...STRICT, coerceTypes: true, useDefaults: false })
  addFormats.default(body)
  addFormats.default(text)
  server.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema as object))
}
