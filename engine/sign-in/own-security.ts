import type { OwnSecurity, UserSecurity } from '../contract/sign-in.ts'
import { notFound } from '../kernel/errors.ts'
import type { Database } from '../storage/database.ts'
import { lastSignInOf } from '../storage/audit/list-sign-ins.ts'
import { isLocked } from '../storage/sign-in/attempts.ts'
import { findAccountOf } from '../storage/sign-in/credentials.ts'
import { listPasskeys } from '../storage/sign-in/passkeys.ts'
import { countRecoveryCodes, findTotp } from '../storage/sign-in/second-factors.ts'
import { loadPasswordPolicy } from './password-policy.ts'

/** How the own account is secured. */
export async function ownSecurityOf(database: Database, { userId, canUsePasskeys }: { userId: string; canUsePasskeys: boolean }): Promise<OwnSecurity> {
  const account = await findAccountOf(database, userId)
  if (!account) throw notFound()
  const since = (await findTotp(database, userId))?.confirmedAt ?? null
  const { minLength, minScore } = await loadPasswordPolicy(database)
  return {
    hasPassword: account.passwordHash !== null,
    passwordChangedAt: account.changedAt?.toISOString() ?? null,
    totp: since && { since: since.toISOString() },
    recoveryCodesLeft: await countRecoveryCodes(database, userId),
    passkeys: await listPasskeys(database, userId),
    canUsePasskeys,
    policy: { minLength, minScore },
  }
}

/** The same of another user, as far as it concerns admins. Throws NOT_FOUND, also for one who is deactivated. */
export async function userSecurityOf(database: Database, userId: string): Promise<UserSecurity> {
  const account = await findAccountOf(database, userId)
  if (!account) throw notFound()
  const lastSignIn = await lastSignInOf(database, userId)
  return {
    hasPassword: account.passwordHash !== null,
    mustChangePassword: account.mustChange,
    passwordChangedAt: account.changedAt?.toISOString() ?? null,
    totp: ((await findTotp(database, userId))?.confirmedAt ?? null) !== null,
    passkeys: (await listPasskeys(database, userId)).length,
    locked: await isLocked(database, userId),
    lastSignInAt: lastSignIn?.toISOString() ?? null,
  }
}
