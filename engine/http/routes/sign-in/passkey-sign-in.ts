import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { passkeysUnavailable } from '../../../sign-in/errors.ts'
import { beginPasskeySignIn, finishPasskeySignIn, type RelyingParty, relyingPartyOf } from '../../../sign-in/passkeys.ts'
import type { Runtime } from '../../runtime.ts'
import { signInContextOf } from '../../sign-in/sign-in-context-of.ts'
import { enter } from '../session.ts'
import { passkeyBody } from './bodies.ts'

const open = { access: 'public' } as const

/** Sign-in by a passkey, without name and password. */
export function passkeySignInRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.post('/api/session/passkey/options', { config: open }, async (request) => beginPasskeySignIn(runtime.database, partyOf(runtime, request)))

  server.post<{ Body: { challenge: string; response: AuthenticationResponseJSON } }>(
    '/api/session/passkey',
    { config: open, schema: { body: passkeyBody } },
    async (request, reply) => {
      const session = await finishPasskeySignIn(signInContextOf(runtime, request), partyOf(runtime, request), request.body)
      return enter(runtime, { request, reply }, session)
    },
  )
}

/** The site of which passkeys are asked here. Throws PASSKEYS_UNAVAILABLE. */
export function partyOf(runtime: Runtime, request: FastifyRequest): RelyingParty {
  const party = relyingPartyOf(runtime.config, request.headers.host)
  if (!party) throw passkeysUnavailable()
  return party
}
