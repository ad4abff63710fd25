import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** argon2id with the parameters of OWASP's password storage cheat sheet (19 MiB, 2 passes, 1 lane). */
const ARGON2 = { memoryCost: 19456, timeCost: 2, parallelism: 1 }
/** So many earlier passwords are kept, whatever the policy asks for. */
const KEPT_PASSWORDS = 24

let dummyHash: Promise<string> | null = null

/** An active user, as signing in sees it. */
export interface Account {
  userId: string
  username: string
  name: string
  email: string | null
  /** Null for who has no password here. */
  passwordHash: string | null
  mustChange: boolean
  changedAt: Date | null
}

const ACCOUNT_COLUMNS = sql`u.id as "userId", u.username, u.name, u.email, c.password_hash as "passwordHash", coalesce(c.must_change, false) as "mustChange", c.changed_at as "changedAt"`

/** The active user with a username or an e-mail address, without regard to case and Unicode form; null where there is none. */
export async function findAccount(database: Database, typed: string): Promise<Account | null> {
  const name = accountKey(typed)
  const rows = await database.query<Account>(sql`
    select ${ACCOUNT_COLUMNS} from data.users u left join app.credential c on c.user_id = u.id
    where u.deleted_at is null and u.active is not false and (lower(u.username) = ${name} or lower(u.email) = ${name})
    order by (lower(u.username) = ${name}) desc limit 1`)
  return rows[0] ?? null
}

/** The same by id. */
export async function findAccountOf(database: Database, userId: string): Promise<Account | null> {
  const rows = await database.query<Account>(sql`
    select ${ACCOUNT_COLUMNS} from data.users u left join app.credential c on c.user_id = u.id
    where u.id = ${userId}::uuid and u.deleted_at is null and u.active is not false`)
  return rows[0] ?? null
}

/** Whether a password is that of an account. For nobody, and for who has none, it costs the same time as a wrong one. */
export async function isPasswordOf(account: Account | null, password: string): Promise<boolean> {
  dummyHash ??= hash('nobody has this password', ARGON2)
  const matches = await verify(account?.passwordHash ?? (await dummyHash), password)
  return matches && account !== null && account.passwordHash !== null
}

/** Sets the password of a user; the one before is remembered. Whether it is good enough is checked by the caller. */
export async function setPassword(database: Database, input: { userId: string; password: string; mustChange?: boolean }): Promise<void> {
  const passwordHash = await hash(input.password, ARGON2)
  await database.query(sql`
    insert into app.password_history (user_id, at, password_hash)
    select user_id, changed_at, password_hash from app.credential where user_id = ${input.userId} on conflict do nothing`)
  await database.query(sql`
    delete from app.password_history h where h.user_id = ${input.userId} and h.at < (
      select min(kept.at) from (select at from app.password_history where user_id = ${input.userId} order by at desc limit ${KEPT_PASSWORDS}::int) kept)`)
  await database.query(sql`
    insert into app.credential (user_id, password_hash, changed_at, must_change) values (${input.userId}, ${passwordHash}, now(), ${input.mustChange ?? false})
    on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change`)
}

/** The user has to choose another password, in the sessions that are open too. False: there is no password here. */
export async function requirePasswordChange(database: Database, userId: string): Promise<boolean> {
  const rows = await database.query(sql`
    with required as (update app.credential set must_change = true where user_id = ${userId} returning user_id),
      held as (update app.session s set must_change = true from required r where s.user_id = r.user_id and s.revoked_at is null and s.impersonator is null)
    select user_id from required`)
  return rows.length > 0
}

/** Whether a password is the present one of a user or one of the last ones before it. */
export async function wasPasswordOf(database: Database, input: { userId: string; password: string; last: number }): Promise<boolean> {
  if (input.last === 0) return false
  const rows = await database.query<{ password_hash: string }>(sql`
    select p.password_hash from (
      select password_hash, changed_at as at from app.credential where user_id = ${input.userId}
      union all select password_hash, at from app.password_history where user_id = ${input.userId}
    ) p order by p.at desc limit ${input.last}::int`)
  const matches = await Promise.all(rows.map((row) => verify(row.password_hash, input.password)))
  return matches.includes(true)
}

/** The form in which names are compared: variants in case and Unicode form are one account. */
export function accountKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
