import type { FastifyInstance } from 'fastify'
import { changeOwnPassword, openPasswordLink, resetPassword } from '../../../sign-in/change-password.ts'
import { noteForgotten } from '../../../sign-in/password-mail.ts'
import { contextOf, identityOf } from '../../call.ts'
import { localeOf } from '../../locale-of.ts'
import type { Runtime } from '../../runtime.ts'
import { anonymousContextOf } from '../../sign-in/sign-in-context-of.ts'
import { forgottenBody, linkBody, passwordBody, resetBody } from './bodies.ts'

const open = { access: 'public' } as const

/** Forgotten passwords, links of mails, and the change of the own password. */
export function passwordRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.post<{ Body: { name: string } }>('/api/password/forgotten', { config: open, schema: { body: forgottenBody } }, async (request, reply) => {
    const locale = localeOf(request.headers['accept-language'])
    await noteForgotten(anonymousContextOf(runtime, request), { name: request.body.name, locale })
    reply.code(202)
    return {}
  })

  server.post<{ Body: { token: string } }>('/api/password/token', { config: open, schema: { body: linkBody } }, (request) =>
    openPasswordLink(runtime, request.body.token),
  )

  server.post<{ Body: { token: string; password: string } }>('/api/password/reset', { config: open, schema: { body: resetBody } }, async (request, reply) => {
    const context = anonymousContextOf(runtime, request)
    await resetPassword(context, { ...request.body, locale: context.actor.locale })
    reply.code(204)
  })

  server.post<{ Body: { current?: string; password: string } }>(
    '/api/me/password',
    { config: { access: 'user', person: true, whenExpired: true }, schema: { body: passwordBody } },
    async (request, reply) => {
      const { userId, sessionId } = identityOf(request)
      await changeOwnPassword(contextOf(request), { userId, sessionId, current: request.body.current, password: request.body.password })
      reply.code(204)
    },
  )
}
