import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type * as WebAuthn from '@simplewebauthn/server'
import type { Config } from '../kernel/config.ts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { Database } from '../storage/database.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import { openChallenge, takeChallenge } from '../storage/sign-in/challenges.ts'
import { findAccountOf } from '../storage/sign-in/credentials.ts'
import { findPasskey, findPasskeysOf, savePasskey, type StoredPasskey, usePasskey } from '../storage/sign-in/passkeys.ts'
import { alreadyThere, signInFailed, stepFailed } from './errors.ts'
import { auditAs, type SignInContext, type StartedSession } from './sign-in-context.ts'
import { startSession } from './start-session.ts'

const webAuthn = lazyModule<typeof WebAuthn>('@simplewebauthn/server')

/** The site that a passkey belongs to. */
export interface RelyingParty {
  id: string
  origin: string
}

/**
 * The site as browsers know it: the configured address, else localhost. The host that a request names is believed for the port
 * alone; null where browsers would not trust the address.
 */
export function relyingPartyOf(config: Pick<Config, 'baseUrl'>, host: string | undefined): RelyingParty | null {
  if (config.baseUrl !== null) {
    const { hostname, origin, protocol } = new URL(config.baseUrl)
    return protocol === 'https:' || hostname === 'localhost' ? { id: hostname, origin } : null
  }
  const [, port] = /^localhost(?::(\d{1,5}))?$/.exec(host ?? '') ?? []
  return /^localhost(:|$)/.test(host ?? '') ? { id: 'localhost', origin: port ? `http://localhost:${port}` : 'http://localhost' } : null
}

interface Registration {
  party: RelyingParty
  user: { userId: string; username: string; name: string }
}

/** What the browser needs to make a passkey for a user. */
export async function beginRegistration(
  database: Database,
  { party, user }: Registration,
): Promise<{ challenge: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const there = await findPasskeysOf(database, user.userId)
  const options = await webAuthn().generateRegistrationOptions({
    rpName: 'Mortise',
    rpID: party.id,
    userName: user.username,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.userId),
    excludeCredentials: there.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const challenge = await openChallenge(database, 'passkey-registration', { userId: user.userId, data: { challenge: options.challenge } })
  return { challenge, options }
}

export interface NewPasskey {
  challenge: string
  name: string
  response: RegistrationResponseJSON
}

/** Keeps the passkey that the browser made; gives its id. Throws STEP_FAILED, ALREADY_THERE. */
export async function finishRegistration(database: Database, { party, user }: Registration, made: NewPasskey): Promise<string> {
  const step = await takeChallenge(database, 'passkey-registration', made.challenge)
  if (step?.userId !== user.userId) throw stepFailed()
  const { verified, registrationInfo } = await webAuthn()
    .verifyRegistrationResponse({
      response: made.response,
      expectedChallenge: String(step.data.challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    })
    .catch(refuse)
  if (!verified || !registrationInfo) throw stepFailed()
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  const kept = await savePasskey(database, {
    credentialId: id,
    userId: user.userId,
    name: made.name,
    publicKey: Buffer.from(publicKey),
    counter,
    transports,
    relyingParty: party.id,
  })
  if (kept === null) throw alreadyThere()
  return kept
}

/** What the browser needs to ask for a passkey of this site; whose it is the passkey itself says. */
export async function beginPasskeySignIn(
  database: Database,
  party: RelyingParty,
): Promise<{ challenge: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const options = await webAuthn().generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' })
  const challenge = await openChallenge(database, 'passkey-sign-in', { userId: null, data: { challenge: options.challenge } })
  return { challenge, options }
}

/** Signs in by a passkey: it and the finger or PIN on the device are two factors. Throws SIGN_IN_FAILED for every reason. */
export async function finishPasskeySignIn(
  ctx: SignInContext,
  party: RelyingParty,
  { challenge, response }: { challenge: string; response: AuthenticationResponseJSON },
): Promise<StartedSession> {
  const step = await takeChallenge(ctx.database, 'passkey-sign-in', challenge)
  const passkey = await findPasskey(ctx.database, response.id)
  const account = passkey && (await findAccountOf(ctx.database, passkey.userId))
  const isRight = step !== null && passkey !== null && (await isAnswer(ctx.database, { party, passkey, response, challenge: String(step.data.challenge) }))
  if (!account || !isRight) {
    await writeAudit(auditAs(ctx, account), { action: 'sign_in_failed', details: { method: 'passkey' } })
    throw signInFailed()
  }
  return startSession(ctx, { userId: account.userId, name: account.name, method: 'passkey' })
}

interface Answered {
  party: RelyingParty
  passkey: StoredPasskey
  response: AuthenticationResponseJSON
  challenge: string
}

async function isAnswer(database: Database, { party, passkey, response, challenge }: Answered): Promise<boolean> {
  if (passkey.relyingParty !== party.id) return false
  const { verified, authenticationInfo } = await webAuthn()
    .verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
    })
    .catch(() => ({ verified: false, authenticationInfo: null }))
  return verified && authenticationInfo !== null && usePasskey(database, { id: passkey.id, counter: authenticationInfo.newCounter })
}

/** What the library says is for developers. */
function refuse(error: unknown): never {
  throw stepFailed({ cause: error })
}
