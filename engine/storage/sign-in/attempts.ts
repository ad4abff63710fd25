import { sql } from 'kysely'
import { newId } from '../../kernel/uuid.ts'
import { withAdvisoryLock } from '../connection/advisory-lock.ts'
import type { Database } from '../database.ts'
import { accountKey } from './credentials.ts'

const WINDOW_MINUTES = 15
const MAX_FAILURES_BY_ACCOUNT = 10
const MAX_FAILURES_BY_ADDRESS = 50
const LONGEST_KEY = 320

/** A try to sign in: whose account it is (the id of the user where there is one, else the name as it was typed), and the address it came from. */
export interface SignInAttempt {
  name: string
  address: string
}

/**
 * Says whether the password may be looked at; failures of the last quarter of an hour are counted for account and address.
 * The try counts as failed until {@link confirmSignIn}: many at once are not more than one after another. One that is refused
 * counts for nothing, so that nobody can lock an account for longer by going on.
 */
export async function claimSignIn(database: Database, { name, address }: SignInAttempt): Promise<boolean> {
  const key = keyOf(name)
  return withAdvisoryLock(database, `sign-in ${key}`, async (inside) => {
    const [failures] = await inside.query<{ by_account: number; by_address: number }>(sql`
      select count(*) filter (where account_key = ${key})::int as by_account, count(*) filter (where address = ${address})::int as by_address
      from app.sign_in_attempt
      where at > now() - make_interval(mins => ${WINDOW_MINUTES}) and not succeeded and (account_key = ${key} or address = ${address})`)
    if (!failures || failures.by_account >= MAX_FAILURES_BY_ACCOUNT || failures.by_address >= MAX_FAILURES_BY_ADDRESS) return false
    await write(inside, { key, address, succeeded: false })
    return true
  })
}

/** The password was right. The failures of the account are forgotten, so that a typing error yesterday does not count today. */
export async function confirmSignIn(database: Database, { name, address }: SignInAttempt): Promise<void> {
  await forgetFailures(database, name)
  await write(database, { key: keyOf(name), address, succeeded: true })
}

/** Forgets the failed tries of an account. */
export async function forgetFailures(database: Database, name: string): Promise<void> {
  await database.query(sql`delete from app.sign_in_attempt where account_key = ${keyOf(name)} and not succeeded`)
}

/** Whether an account is closed for some minutes because of too many tries. */
export async function isLocked(database: Database, name: string): Promise<boolean> {
  const [row] = await database.query<{ locked: boolean }>(sql`
    select count(*) >= ${MAX_FAILURES_BY_ACCOUNT}::int as locked from app.sign_in_attempt
    where account_key = ${keyOf(name)} and not succeeded and at > now() - make_interval(mins => ${WINDOW_MINUTES})`)
  return row?.locked === true
}

/** Forgets tries that count for nothing any more. */
export async function sweepAttempts(database: Database): Promise<void> {
  await database.query(sql`delete from app.sign_in_attempt where at < now() - interval '1 day'`)
}

async function write(database: Database, attempt: { key: string; address: string; succeeded: boolean }): Promise<void> {
  const { key, address, succeeded } = attempt
  await database.query(
    sql`insert into app.sign_in_attempt (id, at, account_key, address, succeeded) values (${newId()}, now(), ${key}, ${address}, ${succeeded})`,
  )
}

function keyOf(name: string): string {
  return accountKey(name).slice(0, LONGEST_KEY)
}
