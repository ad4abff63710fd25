import type { FastifyInstance } from 'fastify'
import { notFound } from '../../../kernel/errors.ts'
import { beginOpenId, finishOpenId, OPEN_ID_CALLBACK } from '../../../sign-in/open-id.ts'
import type { Runtime } from '../../runtime.ts'
import { setStepCookie, takeStepCookie } from '../../sign-in/session-cookie.ts'
import { signInContextOf } from '../../sign-in/sign-in-context-of.ts'
import { enter } from '../session.ts'

const open = { access: 'public' } as const
const FAILED = '/sign-in?failed=open-id'

const nextQuery = { type: 'object', additionalProperties: false, properties: { next: { type: 'string', maxLength: 2_000 } } } as const
/** What a provider appends is up to it; nothing of it is used but by the library that checks it. */
const returnQuery = { type: 'object', additionalProperties: { type: 'string', maxLength: 4_000 }, maxProperties: 12 } as const

/** Sign-in at a provider of OpenID Connect: there, and back. */
export function openIdRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get<{ Querystring: { next?: string } }>(
    '/api/session/open-id',
    { config: open, schema: { querystring: nextQuery }, exposeHeadRoute: false },
    async (request, reply) => {
      const { openId } = runtime.config
      if (openId === null) throw notFound()
      try {
        const { url, token } = await beginOpenId(signInContextOf(runtime, request), openId, ownPath(request.query.next))
        setStepCookie(runtime, reply, token)
        return await reply.redirect(url)
      } catch (error) {
        runtime.log.error({ err: error }, 'The provider of OpenID Connect cannot be reached')
        return reply.redirect(FAILED)
      }
    },
  )

  server.get(OPEN_ID_CALLBACK, { config: open, schema: { querystring: returnQuery }, exposeHeadRoute: false }, async (request, reply) => {
    const { openId } = runtime.config
    if (openId === null) throw notFound()
    try {
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
      const { session, next } = await finishOpenId(signInContextOf(runtime, request), openId, { token: takeStepCookie(request, reply), search })
      await enter(runtime, { request, reply }, session)
      return await reply.redirect(next)
    } catch (error) {
      runtime.log.warn({ err: error }, 'A sign-in by OpenID Connect failed')
      return reply.redirect(FAILED)
    }
  })
}

/** Only a path of this application: never another site. */
function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[^\u0000-\u001f]*$/.test(next) ? next : '/'
}
