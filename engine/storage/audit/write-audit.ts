import { sql } from 'kysely'
import type { FieldValue } from '../../contract/api.ts'
import type { AuditAction } from '../../contract/audit.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { newId } from '../../kernel/uuid.ts'
import type { RequestSource } from '../context.ts'
import type { Database } from '../database.ts'

/** Who did it, from where, and where it is written. Every {@link Context} is one. */
export interface AuditContext {
  actor: Pick<Actor, 'userId' | 'name' | 'impersonator'>
  database: Database
  clock: Clock
  source?: RequestSource
}

/** What was done. Details are for people who look for what happened: never a password, token, code or key. */
export interface AuditEvent {
  action: AuditAction
  module?: string
  record?: string
  details?: { [key: string]: FieldValue }
}

const LONGEST_AGENT = 300

/** Adds a line to the audit log, in the transaction of what it tells of. */
export async function writeAudit(ctx: AuditContext, { action, module, record, details = {} }: AuditEvent): Promise<void> {
  const { actor, source } = ctx
  const { address = null, agent = null, requestId = null } = source ?? {}
  await ctx.database.query(sql`
    insert into app.audit_entry (id, at, actor, actor_name, impersonator, action, module, record, details, address, agent, request)
    values (${newId()}, ${ctx.clock.now()}, ${actor.userId}, ${actor.name}, ${actor.impersonator?.id ?? null}, ${action}, ${module ?? null},
      ${record ?? null}::uuid, ${JSON.stringify(details)}::jsonb, ${address}, ${agent && agent.slice(0, LONGEST_AGENT)}, ${requestId}::uuid)`)
}
