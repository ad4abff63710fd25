import { sql } from 'kysely'
import type { SignInMethod, SignInRecord } from '../../contract/sign-in.ts'
import type { Database } from '../database.ts'

const SHOWN = 50

interface Row {
  at: Date
  action: string
  method: SignInMethod | null
  address: string | null
  agent: string | null
  impersonator: string | null
  impersonator_name: string | null
}

/** The last tries to sign in to an account, newest first; an admin who acted as its user is among them. */
export async function listSignIns(database: Database, userId: string): Promise<SignInRecord[]> {
  const rows = await database.query<Row>(sql`
    select a.at, a.action, a.details->>'method' as method, a.address, a.agent, a.impersonator, i.name as impersonator_name
    from app.audit_entry a left join data.users i on i.id = a.impersonator
    where a.actor = ${userId}::uuid and a.action = any(array['sign_in', 'sign_in_failed', 'impersonation_started'])
    order by a.at desc, a.id desc limit ${SHOWN}::int`)
  return rows.map(({ at, action, method, address, agent, impersonator, impersonator_name }) => ({
    at: at.toISOString(),
    outcome: action === 'sign_in_failed' ? 'failed' : 'succeeded',
    method: action === 'impersonation_started' ? 'impersonation' : method,
    address,
    agent,
    impersonator: impersonator === null ? null : { id: impersonator, name: impersonator_name ?? '' },
  }))
}

/** When somebody last signed in to an account; null for never. */
export async function lastSignInOf(database: Database, userId: string): Promise<Date | null> {
  const rows = await database.query<{ at: Date }>(sql`
    select at from app.audit_entry where actor = ${userId}::uuid and action = 'sign_in' order by at desc limit 1`)
  return rows[0]?.at ?? null
}
