import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

let dummyHash: Promise<string> | null = null

export interface Account {
  userId: string
  mustChange: boolean
}

/** Sets the password of a user. The length is checked by the caller. */
export async function setPassword(database: Database, input: { userId: string; password: string; mustChange?: boolean }): Promise<void> {
  const passwordHash = await hash(input.password, ARGON2)
  await database.query(sql`
    insert into app.credential (user_id, password_hash, changed_at, must_change) values (${input.userId}, ${passwordHash}, now(), ${input.mustChange ?? false})
    on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change`)
}

/**
 * The account that a name and a password belong to, or null. The name is a username or an e-mail address, without regard to case.
 * An unknown name costs the same time as a wrong password.
 */
export async function checkPassword(database: Database, input: { name: string; password: string }): Promise<Account | null> {
  const name = accountKey(input.name)
  const rows = await database.query<{ user_id: string; password_hash: string; must_change: boolean }>(sql`
    select u.id as user_id, c.password_hash, c.must_change from data.users u join app.credential c on c.user_id = u.id
    where u.deleted_at is null and u.active is not false and (lower(u.username) = ${name} or lower(u.email) = ${name})
    order by (lower(u.username) = ${name}) desc limit 1`)
  const row = rows[0]
  dummyHash ??= hash('nobody has this password', ARGON2)
  const matches = await verify(row?.password_hash ?? (await dummyHash), input.password)
  return row && matches ? { userId: row.user_id, mustChange: row.must_change } : null
}

/** Whether a password is that of a user. */
export async function checkOwnPassword(database: Database, input: { userId: string; password: string }): Promise<boolean> {
  const rows = await database.query<{ password_hash: string }>(sql`select password_hash from app.credential where user_id = ${input.userId}`)
  return rows[0] !== undefined && verify(rows[0].password_hash, input.password)
}

/** The form in which names are compared: variants in case and Unicode form are one account. */
export function accountKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
