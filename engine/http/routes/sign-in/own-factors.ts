import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance } from 'fastify'
import type { OwnSecurity } from '../../../contract/sign-in.ts'
import { invalid, notFound } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/uuid.ts'
import { proveSelf } from '../../../sign-in/change-password.ts'
import { ownSecurityOf } from '../../../sign-in/own-security.ts'
import { beginRegistration, finishRegistration, relyingPartyOf } from '../../../sign-in/passkeys.ts'
import { beginTotp, makeRecoveryCodes, takeTotpCode } from '../../../sign-in/totp.ts'
import { writeAudit } from '../../../storage/audit/write-audit.ts'
import { findAccountOf } from '../../../storage/sign-in/credentials.ts'
import { removePasskey } from '../../../storage/sign-in/passkeys.ts'
import { removeTotp } from '../../../storage/sign-in/second-factors.ts'
import { contextOf, identityOf } from '../../call.ts'
import type { Runtime } from '../../runtime.ts'
import { confirmBody, currentBody, newPasskeyBody } from './bodies.ts'
import { partyOf } from './passkey-sign-in.ts'

const person = { access: 'user', person: true } as const
type Current = { Body: { current?: string } }

/** The code app, recovery codes and passkeys of the signed-in user. */
export function ownFactorRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/me/security', { config: { access: 'user' } }, (request): Promise<OwnSecurity> => {
    const canUsePasskeys = relyingPartyOf(runtime.config, request.headers.host) !== null
    return ownSecurityOf(runtime.database, { userId: identityOf(request).userId, canUsePasskeys })
  })

  totpRoutes(server)

  server.post<Current>('/api/me/passkeys/options', { config: person, schema: { body: currentBody } }, async (request) => {
    const user = await proveSelf(contextOf(request), { userId: identityOf(request).userId, current: request.body.current })
    return beginRegistration(runtime.database, { party: partyOf(runtime, request), user })
  })

  server.post<{ Body: { challenge: string; name: string; response: RegistrationResponseJSON } }>(
    '/api/me/passkeys',
    { config: person, schema: { body: newPasskeyBody } },
    async (request, reply) => {
      const user = await findAccountOf(runtime.database, identityOf(request).userId)
      if (!user) throw notFound()
      const id = await finishRegistration(runtime.database, { party: partyOf(runtime, request), user }, request.body)
      await writeAudit(contextOf(request), { action: 'passkey_added', details: { name: request.body.name } })
      reply.code(201)
      return { id }
    },
  )

  server.delete<{ Params: { id: string } }>('/api/me/passkeys/:id', { config: person }, async (request, reply) => {
    const { id } = request.params
    if (!isId(id) || !(await removePasskey(runtime.database, { id, userId: identityOf(request).userId }))) throw notFound()
    await writeAudit(contextOf(request), { action: 'passkey_removed' })
    reply.code(204)
  })
}

function totpRoutes(server: FastifyInstance): void {
  server.post<Current>('/api/me/totp', { config: person, schema: { body: currentBody } }, async (request) => {
    const context = contextOf(request)
    return beginTotp(context.database, await proveSelf(context, { userId: identityOf(request).userId, current: request.body.current }))
  })

  server.post<{ Body: { code: string } }>('/api/me/totp/confirm', { config: person, schema: { body: confirmBody } }, async (request) => {
    const context = contextOf(request)
    const { userId } = identityOf(request)
    if (!(await takeTotpCode(context, { userId, code: request.body.code, confirmed: false })))
      throw invalid({ problems: [{ field: 'code', code: 'CODE_WRONG' }] })
    await writeAudit(context, { action: 'totp_enabled' })
    return { recoveryCodes: await makeRecoveryCodes(context.database, userId) }
  })

  server.delete<Current>('/api/me/totp', { config: person, schema: { body: currentBody } }, async (request, reply) => {
    const context = contextOf(request)
    const { userId } = await proveSelf(context, { userId: identityOf(request).userId, current: request.body.current })
    await removeTotp(context.database, userId)
    await writeAudit(context, { action: 'totp_disabled' })
    reply.code(204)
  })

  server.post<Current>('/api/me/recovery-codes', { config: person, schema: { body: currentBody } }, async (request) => {
    const context = contextOf(request)
    const { userId } = await proveSelf(context, { userId: identityOf(request).userId, current: request.body.current })
    await writeAudit(context, { action: 'recovery_codes_made' })
    return { recoveryCodes: await makeRecoveryCodes(context.database, userId) }
  })
}
