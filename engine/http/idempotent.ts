import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid } from '../kernel/errors.ts'
import { answerIdempotently } from '../records/idempotency.ts'
import type { RecordContext } from '../records/record-context.ts'
import { contextOf } from './call.ts'

const LONGEST_KEY = 200

interface Answer<T> {
  status: number
  work: (context: RecordContext) => Promise<T>
}

/** Answers a write. With an `Idempotency-Key`, the same request sent again gets the first answer, and nothing is done twice. */
export async function answerOnce<T>(request: FastifyRequest, reply: FastifyReply, answer: Answer<T>): Promise<unknown> {
  const context = contextOf(request)
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && key.length > LONGEST_KEY)
    throw invalid({ problems: [{ field: 'Idempotency-Key', code: 'TOO_LONG', params: { max: LONGEST_KEY } }] })
  if (typeof key !== 'string' || key === '') {
    reply.code(answer.status)
    return answer.work(context)
  }
  const hash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest()
  const { status, response } = await answerIdempotently(context, { key, hash, status: answer.status, work: answer.work })
  reply.code(status)
  return response
}
