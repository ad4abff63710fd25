import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemDocument } from '../contract/api.ts'
import type { Locale } from '../contract/label.ts'
import { AppError } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { localeOf } from './locale-of.ts'
import { messageOf, problemsInWords } from '../kernel/messages/problem-messages.ts'

/** The one exit of errors: RFC 9457 documents; what is unknown answers 500 with an id that is in the log. */
export function replyWithError(error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply): void {
  const document = toProblemDocument(error, request.recordContext?.actor.locale ?? localeOf(request.headers['accept-language']))
  if (document.status >= 500) request.log.error({ err: error, id: document.id }, 'A request failed')
  reply.code(document.status).type('application/problem+json').send(JSON.stringify(document))
}

/** The document of any error, in the language of the actor. */
export function toProblemDocument(error: FastifyError | AppError, locale: Locale): ProblemDocument {
  if (error instanceof AppError) return ofAppError(error, locale)
  if (error.validation) return ofSchemaError(error, locale)
  const status = error.statusCode ?? 500
  if (status >= 500) return document({ code: 'INTERNAL', status: 500, locale, id: newId() })
  return { ...document({ code: error.code, status, locale }), detail: error.message }
}

function ofAppError(error: AppError, locale: Locale): ProblemDocument {
  const { problems, current, differs, candidates } = error.details
  return {
    ...document({ code: error.code, status: error.status, locale, fallback: error.message, id: error.status >= 500 ? newId() : undefined }),
    ...(problems && { problems: problemsInWords(problems, locale) }),
    ...(current && { current }),
    ...(differs && { differs }),
    ...(candidates && { candidates }),
  }
}

function ofSchemaError(error: FastifyError, locale: Locale): ProblemDocument {
  const problems = (error.validation ?? []).map((item) => ({
    field: item.instancePath.slice(1).replaceAll('/', '.') || String(item.params.missingProperty ?? item.params.additionalProperty ?? ''),
    code: 'SCHEMA',
    message: `${error.validationContext ?? 'body'}${item.instancePath} ${item.message ?? ''}`.trim(),
  }))
  return { ...document({ code: 'BAD_REQUEST', status: 400, locale }), problems }
}

function document(input: { code: string; status: number; locale: Locale; fallback?: string; id?: string }): ProblemDocument {
  return { type: 'about:blank', title: messageOf(input.code, {}, input.locale) ?? input.fallback ?? input.code, status: input.status, code: input.code, ...(input.id && { id: input.id }) }
}
