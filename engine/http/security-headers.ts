import type { OutgoingHttpHeaders } from 'node:http'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Naive UI sets styles from script, so styles are allowed inline; scripts are not. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}

/**
 * Headers that keep browsers from doing with our pages what they are not for. They are the same in every answer, and helmet makes them
 * anew for each: it is asked once. A route may say otherwise.
 */
export async function sendSecurityHeaders(server: FastifyInstance, { hsts }: { hsts: boolean }): Promise<void> {
  await server.register(helmet, { global: false, contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY }, hsts })
  let known: OutgoingHttpHeaders | undefined
  server.addHook('onRequest', (_request, reply, done) => {
    known ??= takeHeaders(reply)
    reply.headers(known)
    done()
  })
}

/** Moves the headers that helmet sets from the raw answer into what is known. */
function takeHeaders(reply: FastifyReply): OutgoingHttpHeaders {
  reply.helmet()
  const headers = { ...reply.raw.getHeaders() }
  for (const name of Object.keys(headers)) reply.raw.removeHeader(name)
  return headers
}
