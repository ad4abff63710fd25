import { sql } from 'kysely'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import { accountKey } from './credentials.ts'

const WINDOW_MINUTES = 15
const MAX_FAILURES_BY_ACCOUNT = 10
const MAX_FAILURES_BY_ADDRESS = 50

/** Whether more sign-ins may be tried for an account from an address: failures of the last quarter of an hour are counted for both. */
export async function maySignIn(database: Database, input: { name: string; address: string }): Promise<boolean> {
  const rows = await database.query<{ by_account: string; by_address: string }>(sql`
    select count(*) filter (where account_key = ${accountKey(input.name)}) as by_account, count(*) filter (where address = ${input.address}) as by_address
    from app.sign_in_attempt
    where at > now() - make_interval(mins => ${WINDOW_MINUTES}) and not succeeded and (account_key = ${accountKey(input.name)} or address = ${input.address})`)
  const counts = rows[0]
  return Number(counts?.by_account ?? 0) < MAX_FAILURES_BY_ACCOUNT && Number(counts?.by_address ?? 0) < MAX_FAILURES_BY_ADDRESS
}

/** Writes down one try. A success forgets the failures of its account, so that a typing error yesterday does not count today. */
export async function recordSignIn(database: Database, input: { name: string; address: string; succeeded: boolean }): Promise<void> {
  const key = accountKey(input.name).slice(0, 320)
  if (input.succeeded) await database.query(sql`delete from app.sign_in_attempt where account_key = ${key} and not succeeded`)
  await database.query(sql`insert into app.sign_in_attempt (id, at, account_key, address, succeeded) values (${newId()}, now(), ${key}, ${input.address}, ${input.succeeded})`)
}
