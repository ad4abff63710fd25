import type { Configuration } from 'openid-client'
import type * as OpenIdClient from 'openid-client'
import type { Egress } from '../kernel/egress.ts'
import { lazyModule } from '../kernel/lazy-module.ts'
import type { OpenIdConfig } from '../kernel/sign-in-config.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import { openChallenge, takeChallenge } from '../storage/sign-in/challenges.ts'
import { findAccountOf } from '../storage/sign-in/credentials.ts'
import { findLink, linkIdentity } from '../storage/sign-in/external-identities.ts'
import type { FoundUser } from '../storage/sign-in/find-user.ts'
import { signInFailed } from './errors.ts'
import { userVouchedFor, type Vouched } from './external-user.ts'
import { auditAs, type SignInContext, type StartedSession } from './sign-in-context.ts'
import { startSession } from './start-session.ts'

export const OPEN_ID_CALLBACK = '/api/session/open-id/callback'
const oidc = lazyModule<typeof OpenIdClient>('openid-client')
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const known = new WeakMap<OpenIdConfig, Promise<Configuration>>()

/** Where to send the browser, and the token that it must bring back. Throws UNAVAILABLE-like errors of the provider as they are. */
export async function beginOpenId(ctx: SignInContext, openId: OpenIdConfig, next: string): Promise<{ url: string; token: string }> {
  const provider = await providerOf(ctx.egress, openId)
  const [state, nonce, verifier] = [oidc().randomState(), oidc().randomNonce(), oidc().randomPKCECodeVerifier()]
  const token = await openChallenge(ctx.database, 'open-id', { userId: null, data: { state, nonce, verifier, next } })
  const url = oidc().buildAuthorizationUrl(provider, {
    redirect_uri: `${ctx.config.baseUrl}${OPEN_ID_CALLBACK}`,
    scope: 'openid email profile',
    code_challenge: await oidc().calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { url: url.href, token }
}

/** The browser comes back from the provider. Throws SIGN_IN_FAILED, or what is wrong with the answer. */
export async function finishOpenId(
  ctx: SignInContext,
  openId: OpenIdConfig,
  { token, search }: { token: string; search: string },
): Promise<{ session: StartedSession; next: string }> {
  const step = await takeChallenge(ctx.database, 'open-id', token)
  if (!step) throw signInFailed()
  const user = await askProvider(ctx, openId, { search, data: step.data })
  if (!user) {
    await writeAudit(auditAs(ctx, null), { action: 'sign_in_failed', details: { method: 'open_id' } })
    throw signInFailed()
  }
  return { session: await startSession(ctx, { ...user, method: 'open_id' }), next: String(step.data.next) }
}

interface Returned {
  search: string
  data: { [key: string]: unknown }
}

async function askProvider(ctx: SignInContext, openId: OpenIdConfig, { search, data }: Returned): Promise<FoundUser | null> {
  const provider = await providerOf(ctx.egress, openId)
  const tokens = await oidc().authorizationCodeGrant(provider, new URL(`${ctx.config.baseUrl}${OPEN_ID_CALLBACK}${search}`), {
    expectedState: String(data.state),
    expectedNonce: String(data.nonce),
    pkceCodeVerifier: String(data.verifier),
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) return null
  const told = typeof claims.email === 'string' ? {} : await oidc().fetchUserInfo(provider, tokens.access_token, claims.sub)
  return userOf(ctx, openId, { issuer: claims.iss, subject: claims.sub, person: personOf({ ...claims, ...told }, openId) })
}

interface Claimed {
  issuer: string
  subject: string
  person: Vouched
}

/** By the provider's own name for the person first: it never changes. Else by what it vouches for, and then the two are tied together. */
async function userOf(ctx: SignInContext, openId: OpenIdConfig, { issuer, subject, person }: Claimed): Promise<FoundUser | null> {
  const linked = await findLink(ctx.database, { issuer, subject })
  if (linked !== null) return findAccountOf(ctx.database, linked)
  const user = await userVouchedFor(ctx, person, openId.newUserProfile)
  if (!user || !(await linkIdentity(ctx.database, { issuer, subject, userId: user.userId }))) return null
  await writeAudit(auditAs(ctx, user), { action: 'identity_linked', details: { issuer, subject } })
  return user
}

/** An address that the provider did not verify may be anybody's. */
function personOf(claims: Record<string, unknown>, { usernameClaim }: OpenIdConfig): Vouched {
  const text = (key: string) => (typeof claims[key] === 'string' && claims[key] !== '' ? (claims[key] as string) : null)
  const email = claims.email_verified === true ? text('email') : null
  const username = usernameClaim === null ? null : text(usernameClaim)
  return { username, email, name: text('name') ?? username ?? email ?? String(claims.sub) }
}

/** What the provider says of itself, read once. */
function providerOf(egress: Egress, openId: OpenIdConfig): Promise<Configuration> {
  const there = known.get(openId)
  if (there) return there
  const issuer = new URL(openId.issuer)
  const made = oidc().discovery(issuer, openId.clientId, openId.clientSecret, undefined, {
    [oidc().customFetch]: (url, { signal, ...init }) => egress.fetch(url, { ...init, ...(signal && { signal }) } as RequestInit),
    // Without TLS only on this machine: for trying out.
    ...(issuer.protocol === 'http:' && LOOPBACK.has(issuer.hostname) && { execute: [oidc().allowInsecureRequests] }),
  })
  known.set(openId, made)
  made.catch(() => known.delete(openId))
  return made
}
