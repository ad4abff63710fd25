import type { Values } from '../contract/api.ts'
import { CODE } from '../records/first-records/codes.ts'
import { createRecord } from '../records/create.ts'
import { findRecords } from '../records/find.ts'
import { type FoundUser, findVouchedUser, isNameTaken } from '../storage/sign-in/find-user.ts'
import type { SignInContext } from './sign-in-context.ts'

/** A person as another system describes them. */
export interface Vouched {
  /** Null: not known, or not to be trusted as a name here. */
  username: string | null
  /** Null: not known, or not verified. */
  email: string | null
  name: string
}

/** The active user that another system vouches for; one is made where there is none and a profile for such people is configured. */
export async function userVouchedFor(ctx: SignInContext, person: Vouched, newUserProfile: string | null): Promise<FoundUser | null> {
  const found = await findVouchedUser(ctx.database, person)
  if (found || newUserProfile === null) return found
  // Who was deactivated here does not come back as somebody new.
  if (await isNameTaken(ctx.database, person)) return null
  return createUser(ctx, person, newUserProfile)
}

async function createUser(ctx: SignInContext, { username, email, name }: Vouched, profile: string): Promise<FoundUser | null> {
  const system = ctx.openSystem('a user for whom another system vouches')
  const { records } = await findRecords(system, { module: 'profiles', filter: { field: CODE, op: 'is', value: profile }, limit: 1 })
  const [found] = records
  if (!found) {
    ctx.log.warn({ profile }, 'There is no such profile for new users, so nobody new is let in')
    return null
  }
  const values: Values = { name, username: username ?? email ?? name, ...(email !== null && { email }), active: true, profiles: [found.id] }
  const user = await createRecord(system, { module: 'users', values })
  return { userId: user.id, name }
}
