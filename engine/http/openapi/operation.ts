import type { JsonSchema } from '../../fields/field-type.ts'

/** One operation, in short. */
export interface OperationInput {
  id: string
  tag: string
  summary: string
  parameters?: JsonSchema[]
  body?: JsonSchema
  status?: number
  answer?: JsonSchema
  /** Besides 400, 401, 404 and 422. */
  failures?: number[]
}

const FAILURES: Record<number, string> = {
  400: 'The request does not have the right form',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there, or not yours',
  409: 'Changed in the meantime, or there already',
  422: 'Some values are not right: problems names the fields',
  428: 'Send the version',
}

/** An operation object with the answers that all operations share. */
export function operation({ id, tag, summary, parameters, body, status = 200, answer, failures = [] }: OperationInput): JsonSchema {
  const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  const refusals = [400, 401, 404, 422, ...failures].map((code) => [String(code), { description: FAILURES[code] ?? 'Refused', ...problem }])
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(parameters && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [String(status)]: { description: 'Done', ...(answer && { content: { 'application/json': { schema: answer } } }) },
      ...Object.fromEntries(refusals),
    },
  }
}

/** A reference to a schema of the document. */
export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** A parameter in the path. */
export const inPath = (name: string, schema: JsonSchema = { type: 'string', format: 'uuid' }): JsonSchema => ({ name, in: 'path', required: true, schema })

/** A parameter in the query string. */
export const inQuery = (name: string, schema: JsonSchema, description?: string): JsonSchema => ({
  name,
  in: 'query',
  schema,
  ...(description && { description }),
})

/** A header that may be sent. */
export const inHeader = (name: string, description: string): JsonSchema => ({ name, in: 'header', schema: { type: 'string' }, description })
