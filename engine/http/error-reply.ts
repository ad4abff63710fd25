import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemDocument } from '../contract/api.ts'
import type { Locale } from '../contract/label.ts'
import { AppError } from '../kernel/errors.ts'
import { messageOf } from '../kernel/messages/problem-messages.ts'
import { problemDocument } from '../records/call/problem-document.ts'
import { localeOf } from './locale-of.ts'

/** What of the framework's errors people may know: by status, in our own codes. */
const CODES: Record<number, string> = {
  404: 'NOT_FOUND',
  406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** The one exit of errors: RFC 9457 documents; what is unknown answers 500 with an id that is in the log, and says nothing else. */
export function replyWithError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const document = toProblemDocument(error, request.recordContext?.actor.locale ?? localeOf(request.headers['accept-language']))
  request.failure = { code: document.code, error }
  reply
    .code(document.status)
    .type('application/problem+json')
    .send(JSON.stringify(document.status >= 500 ? { ...document, id: request.id } : document))
}

function toProblemDocument(error: unknown, locale: Locale): ProblemDocument {
  if (error instanceof AppError) return problemDocument(error, locale)
  const { validation, statusCode = 500, message } = (error ?? {}) as Partial<FastifyError>
  if (validation) return { ...document('BAD_REQUEST', 400, locale), problems: problemsOfSchema(error as FastifyError) }
  if (statusCode === 503) return document('UNAVAILABLE', 503, locale)
  if (statusCode >= 500) return document('INTERNAL', 500, locale)
  return { ...document(CODES[statusCode] ?? 'BAD_REQUEST', statusCode, locale), detail: message }
}

/** Where a body or a query does not fit its schema; in words of the schema, for who writes the client. */
function problemsOfSchema({ validation = [], validationContext = 'body' }: FastifyError): ProblemDocument['problems'] {
  return validation.map(({ instancePath, params, message = '' }) => ({
    field: instancePath.slice(1).replaceAll('/', '.') || String(params.missingProperty ?? params.additionalProperty ?? ''),
    code: 'SCHEMA',
    message: `${validationContext}${instancePath} ${message}`.trim(),
  }))
}

function document(code: string, status: number, locale: Locale): ProblemDocument {
  return { type: 'about:blank', title: messageOf(code, {}, locale) ?? code, status, code }
}
