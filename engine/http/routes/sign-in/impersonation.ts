import type { FastifyInstance } from 'fastify'
import { beginImpersonation, endImpersonation } from '../../../sign-in/impersonate.ts'
import { contextOf, identityOf } from '../../call.ts'
import type { Runtime } from '../../runtime.ts'
import { clearSessionCookie, setSessionCookie } from '../../sign-in/session-cookie.ts'
import { impersonationBody } from './bodies.ts'

/** An admin acts as somebody else, and goes back. */
export function impersonationRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.post<{ Body: { user: string; reason: string } }>(
    '/api/impersonation',
    { config: { access: 'admin', person: true }, schema: { body: impersonationBody } },
    async (request, reply) => {
      const begun = await beginImpersonation(contextOf(request), identityOf(request), request.body)
      setSessionCookie(runtime, reply, begun)
      return { user: { id: begun.userId } }
    },
  )

  server.delete('/api/impersonation', { config: { access: 'user' } }, async (request, reply) => {
    const back = await endImpersonation(contextOf(request), identityOf(request))
    if (back) {
      setSessionCookie(runtime, reply, back)
      return { user: { id: back.userId } }
    }
    clearSessionCookie(reply)
    reply.code(204)
  })
}
