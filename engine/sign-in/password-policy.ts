import type { Problem } from '../contract/api.ts'
import { holdsName, passwordScore } from '../contract/password-strength.ts'
import type { PasswordPolicy } from '../contract/sign-in.ts'
import { invalid } from '../kernel/errors.ts'
import type { Database } from '../storage/database.ts'
import { loadSetting, saveSetting } from '../storage/sign-in/settings.ts'
import { type Account, wasPasswordOf } from '../storage/sign-in/credentials.ts'

const KEY = 'password-policy'
export const DEFAULT_POLICY: PasswordPolicy = { minLength: 8, minScore: 2, history: 5 }

/** What passwords must be like here. */
export async function loadPasswordPolicy(database: Database): Promise<PasswordPolicy> {
  const stored = (await loadSetting(database, KEY)) as Partial<PasswordPolicy> | null
  return { ...DEFAULT_POLICY, ...stored }
}

export async function savePasswordPolicy(database: Database, policy: PasswordPolicy): Promise<void> {
  await saveSetting(database, KEY, { ...policy })
}

/** Throws INVALID with what is wrong with a new password of a user. */
export async function checkNewPassword(database: Database, account: Pick<Account, 'userId' | 'username' | 'name' | 'email'>, password: string): Promise<void> {
  const policy = await loadPasswordPolicy(database)
  const problem = formProblem(password, account, policy) ?? (await usedProblem(database, { userId: account.userId, password, last: policy.history }))
  if (problem) throw invalid({ problems: [{ field: 'password', ...problem }] })
}

function formProblem(password: string, account: Pick<Account, 'username' | 'name' | 'email'>, policy: PasswordPolicy): Problem | null {
  const known = [account.username, account.name, account.email ?? '']
  if ([...password].length < policy.minLength) return { code: 'PASSWORD_SHORT', params: { min: policy.minLength } }
  if (holdsName(password, known)) return { code: 'PASSWORD_NAME' }
  return passwordScore(password, known) < policy.minScore ? { code: 'PASSWORD_WEAK' } : null
}

async function usedProblem(database: Database, input: { userId: string; password: string; last: number }): Promise<Problem | null> {
  return (await wasPasswordOf(database, input)) ? { code: 'PASSWORD_USED', params: { last: input.last } } : null
}
