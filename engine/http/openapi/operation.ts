import type { Locale } from '../../contract/label.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import type { DeclaredRoute } from '../strict-routes.ts'
import type { ModuleSubject, RouteDescription } from './route-description.ts'
import { schemaRef } from './schema-ref.ts'
import type { SharedParts } from './shared-parts.ts'
import { FAILURE_WORDS, inWords, PARAMETER_WORDS } from './words.ts'

export interface OperationInput {
  route: DeclaredRoute
  /** The path with what was filled in for it: `/api/records/books/{id}`. */
  path: string
  description: RouteDescription
  id: string
  tag: string
  summary: string
  locale: Locale
  parts: SharedParts
  subject?: ModuleSubject
}

const HEADERS = {
  'If-Match': { en: 'The version that you saw, in quotes: the ETag of the record.', 'zh-CN': '您看到的版本（带引号），即记录的 ETag。' },
  'Idempotency-Key': { en: 'The same request with the same key is done once, and answered alike.', 'zh-CN': '相同键的相同请求只执行一次，返回相同结果。' },
}

/** An operation object: what the route declares, and what its description says. */
export function operationOf(input: OperationInput): JsonSchema {
  const { id, tag, summary, route } = input
  const parameters = [...pathParameters(input), ...queryParameters(input), ...headerParameters(input)]
  const body = bodyOf(input)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(route.access === 'public' && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: { ...answerOf(input), ...failuresOf(input) },
  }
}

/** The answers of refusals, once for all operations. */
export function failureResponses(locale: Locale): Record<string, JsonSchema> {
  const content = { 'application/problem+json': { schema: schemaRef('Problem') } }
  return Object.fromEntries(Object.entries(FAILURE_WORDS).map(([status, label]) => [`Problem${status}`, { description: inWords(label, locale), content }]))
}

function failuresOf({ route, description: { failures = [] } }: OperationInput): Record<string, JsonSchema> {
  const usual = route.access === 'public' ? [] : [401]
  const statuses = new Set([400, ...usual, ...(route.url.includes(':') ? [404] : []), ...(route.url.startsWith('/api/') ? [422] : []), ...failures])
  return Object.fromEntries([...statuses].sort().map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]))
}

function answerOf({ description, subject }: OperationInput): Record<string, JsonSchema> {
  const { status = 200, answer = {}, media } = description
  const description200 = { description: 'OK' }
  if (media) return { [status]: { ...description200, content: { [media]: { schema: { type: 'string' } } } } }
  if (answer === null) return { [status]: description200 }
  const schema = typeof answer === 'function' ? subject && answer(subject) : answer
  return { [status]: { ...description200, content: { 'application/json': { schema: schema ?? {} } } } }
}

function bodyOf({ route, description, subject }: OperationInput): JsonSchema | null {
  if (description.upload) {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }
    return { required: true, content: { 'multipart/form-data': { schema } } }
  }
  const declared = route.schema.body as JsonSchema | undefined
  if (!declared || declared.type === 'null') return null
  const mayBeAbsent = Array.isArray(declared.type) && declared.type.includes('null')
  const schema = description.body && subject ? description.body(subject) : declared
  return { required: !mayBeAbsent, content: { 'application/json': { schema } } }
}

function pathParameters({ path, parts }: OperationInput): JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = name === 'id' || name === 'other' ? { type: 'string', format: 'uuid' } : { type: 'string' }
    return parts.parameter({ name, in: 'path', required: true, schema })
  })
}

function queryParameters({ route, locale, parts }: OperationInput): JsonSchema[] {
  const { properties = {}, required = [] } = (route.schema.querystring ?? {}) as { properties?: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => {
    const words = PARAMETER_WORDS[name]
    return parts.parameter({
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      ...(words && { description: inWords(words, locale) }),
      schema,
    })
  })
}

function headerParameters({ description: { takes = [] }, locale, parts }: OperationInput): JsonSchema[] {
  return takes.map((name) => parts.parameter({ name, in: 'header', description: inWords(HEADERS[name], locale), schema: { type: 'string', maxLength: 200 } }))
}
