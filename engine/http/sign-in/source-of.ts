import type { FastifyRequest } from 'fastify'
import type { RequestSource } from '../../storage/context.ts'

/** Where a request came from, for the audit log. */
export function sourceOf(request: FastifyRequest): RequestSource {
  return { address: request.ip, agent: request.headers['user-agent'] ?? null, requestId: request.id }
}
