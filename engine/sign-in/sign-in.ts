import { writeAudit } from '../storage/audit/write-audit.ts'
import { claimSignIn, confirmSignIn, type SignInAttempt } from '../storage/sign-in/attempts.ts'
import { closeChallenge, openChallenge, tryChallenge } from '../storage/sign-in/challenges.ts'
import { type Account, findAccount, findAccountOf, isPasswordOf } from '../storage/sign-in/credentials.ts'
import { signInFailed, stepFailed } from './errors.ts'
import { findInDirectory } from './ldap.ts'
import { auditAs, type ProvenUser, type SignInContext, type StartedSession } from './sign-in-context.ts'
import { startSession } from './start-session.ts'
import { hasTotp, takeRecoveryCode, takeTotpCode } from './totp.ts'

export interface Credentials {
  name: string
  password: string
  /** Of the app, or a recovery code: saves the second step. */
  code?: string
}

/** A sign-in that is done, or the token of its second step. */
export type SignInResult = { session: StartedSession } | { challenge: string }

/**
 * Signs in by name and password: of an account here, else of the directory. Who has a code app goes on with a code.
 * Throws SIGN_IN_FAILED, the same and after the same time for every reason.
 */
export async function signIn(ctx: SignInContext, { name, password, code }: Credentials): Promise<SignInResult> {
  const account = await findAccount(ctx.database, name)
  // All names of one account are one key; an account that is closed still costs the time of a look.
  const attempt = { name: account?.userId ?? name, address: ctx.source.address }
  const isOpen = await claimSignIn(ctx.database, attempt)
  const user = await proveByPassword(ctx, { account, isOpen, name, password })
  if (!user) throw await failed(ctx, account)

  if (!(await hasTotp(ctx.database, user.userId))) return { session: await finish(ctx, attempt, user) }
  if (code !== undefined) return { session: await finishWithCode(ctx, { attempt, user, code }) }
  // The try stays counted: who knows a password alone does not get more tries at the code by it.
  return {
    challenge: await openChallenge(ctx.database, 'second-factor', { userId: user.userId, data: { method: user.method, mustChange: user.mustChange ?? false } }),
  }
}

/** The second step. Throws STEP_FAILED. */
export async function signInWithCode(ctx: SignInContext, { challenge, code }: { challenge: string; code: string }): Promise<StartedSession> {
  const step = await tryChallenge(ctx.database, 'second-factor', challenge)
  const account = step?.userId ? await findAccountOf(ctx.database, step.userId) : null
  if (!step || !account) throw stepFailed()
  const attempt = { name: account.userId, address: ctx.source.address }
  const user: ProvenUser = {
    userId: account.userId,
    name: account.name,
    method: step.data.method === 'ldap' ? 'ldap' : 'password',
    mustChange: step.data.mustChange === true,
  }
  if (!(await claimSignIn(ctx.database, attempt))) throw await failed(ctx, account, stepFailed)
  const session = await finishWithCode(ctx, { attempt, user, code, failure: stepFailed, before: () => closeChallenge(ctx.database, challenge) })
  return session
}

interface Looked {
  account: Account | null
  isOpen: boolean
  name: string
  password: string
}

async function proveByPassword(ctx: SignInContext, { account, isOpen, name, password }: Looked): Promise<ProvenUser | null> {
  const matches = await isPasswordOf(isOpen ? account : null, password)
  if (matches && account) return { userId: account.userId, name: account.name, method: 'password', mustChange: account.mustChange }
  return isOpen ? findInDirectory(ctx, { name, password }) : null
}

interface CodeStep {
  attempt: SignInAttempt
  user: ProvenUser
  code: string
  failure?: typeof signInFailed
  /** Says whether nobody was faster. */
  before?(): Promise<boolean>
}

async function finishWithCode(ctx: SignInContext, { attempt, user, code, failure = signInFailed, before }: CodeStep): Promise<StartedSession> {
  const byApp = await takeTotpCode(ctx, { userId: user.userId, code, confirmed: true })
  const isRight = byApp || (await takeRecoveryCode(ctx, { userId: user.userId, code }))
  if (!isRight || (before && !(await before()))) throw await failed(ctx, user, failure)
  return finish(ctx, attempt, { ...user, method: byApp ? 'totp' : 'recovery_code' })
}

async function finish(ctx: SignInContext, attempt: SignInAttempt, user: ProvenUser): Promise<StartedSession> {
  await confirmSignIn(ctx.database, { ...attempt, name: user.userId })
  return startSession(ctx, user)
}

/** Names that belong to nobody are not written down: people type passwords there. */
async function failed(ctx: SignInContext, who: { userId: string; name: string } | null, error = signInFailed): Promise<Error> {
  await writeAudit(auditAs(ctx, who), { action: 'sign_in_failed' })
  return error()
}
