import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request ended with, where it failed. */
    failure: { code: string; error: unknown } | null
  }
}

const SLOW_MS = 1_000

/**
 * One line for each request that failed or was slow, none for the others. Without query strings and bodies: they hold what
 * people look for and write. 5xx at level error with the stack, slow ones at warn, 4xx at info.
 * The id of the request stands in the line, in the header X-Request-Id and in the document of an error of the server.
 */
export function logRequests(server: FastifyInstance): void {
  server.decorateRequest('failure', null)
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const level = levelOf(reply)
    if (level) server.log[level](lineOf(request, reply), level === 'warn' ? 'A request was slow' : 'A request failed')
    done()
  })
}

function levelOf(reply: FastifyReply): 'error' | 'warn' | 'info' | null {
  if (reply.statusCode >= 500) return 'error'
  if (reply.statusCode >= 400) return 'info'
  return reply.elapsedTime > SLOW_MS && !isLong(reply) ? 'warn' : null
}

/** Streams of events and downloads take as long as the client wants. */
function isLong(reply: FastifyReply): boolean {
  return reply.hasHeader('content-disposition') || String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')
}

function lineOf(request: FastifyRequest, reply: FastifyReply): object {
  const { failure } = request
  return {
    id: request.id,
    method: request.method,
    path: request.url.split('?', 1)[0],
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    user: request.identity?.userId,
    address: request.ip,
    code: failure?.code,
    ...(reply.statusCode >= 500 && { err: failure?.error }),
  }
}
