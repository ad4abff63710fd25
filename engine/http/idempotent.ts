import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerIdempotently } from '../records/idempotency.ts'
import type { RecordContext } from '../records/record-context.ts'
import { contextOf } from './call.ts'

interface Answer<T> { status: number; work: (context: RecordContext) => Promise<T> }

/** Answers a write. With an `Idempotency-Key`, the same request sent again gets the first answer, and nothing is done twice. */
export async function answerOnce<T>(request: FastifyRequest, reply: FastifyReply, answer: Answer<T>): Promise<unknown> {
  const context = contextOf(request)
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') {
    reply.code(answer.status)
    return answer.work(context)
  }
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest()
  const { status, response } = await answerIdempotently(context, { key: key.slice(0, 200), hash, status: answer.status, work: answer.work })
  reply.code(status)
  return response
}
