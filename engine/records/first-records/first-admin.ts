import { randomBytes } from 'node:crypto'
import type { Values } from '../../contract/api.ts'
import { setPassword } from '../../storage/sign-in/credentials.ts'
import { idsByCode } from './codes.ts'
import type { RecordContext } from '../record-context.ts'
import { saveRecords } from '../save/save-records.ts'

/** The name to sign in with after the very first start. */
export const FIRST_ADMIN = 'admin'

/** Creates the administrator, in the transaction of the call. Gives the password if it was made up, null if it was given. */
export async function createFirstAdmin(ctx: RecordContext, { password }: { password: string | null }): Promise<string | null> {
  const users = ctx.model.modules.users
  if (!users) return null
  const profiles = await adminProfiles(ctx)
  const wanted: Values = {
    username: FIRST_ADMIN,
    name: 'Administrator',
    active: true,
    is_admin: true,
    ...(profiles.length > 0 && { profiles }),
  }
  const values = Object.fromEntries(Object.entries(wanted).filter(([key]) => users.fields.some((field) => field.key === key)))
  const [outcome] = await saveRecords(ctx, { module: 'users', mode: 'all', requests: [{ op: 'create', values }] })
  if (!outcome?.ok) throw new Error('The administrator could not be created.')

  const made = password ?? madeUp()
  await setPassword(ctx.database, { userId: outcome.id, password: made, mustChange: false })
  return password === null ? made : null
}

async function adminProfiles(ctx: RecordContext): Promise<string[]> {
  if (!ctx.model.modules.profiles) return []
  const ids = await idsByCode(ctx, 'profiles')
  return ctx.model.profiles.filter((profile) => profile.admin).flatMap((profile) => ids.get(profile.key) ?? [])
}

/** 96 random bits, in letters and digits that are not mistaken for each other when copied from a terminal. */
function madeUp(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  return [...randomBytes(20)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-')
}
