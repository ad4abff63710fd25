import { type RawBuilder, sql } from 'kysely'
import type { AuditEntry, AuditFilter, AuditPage } from '../../contract/audit.ts'
import type { Database } from '../database.ts'

/** Where a page ends: the next one begins behind it. */
interface Place {
  at: string
  id: string
}

interface AuditRow {
  id: string
  kind: AuditEntry['kind']
  at: Date
  actor: string | null
  actor_name: string
  impersonator: string | null
  impersonator_name: string | null
  action: AuditEntry['action']
  module: string | null
  record: string | null
  details: AuditEntry['details']
  address: string | null
  agent: string | null
  request: string | null
  change_set: string | null
}

/**
 * A page of everything that was done, newest first: lines of the audit log and changes of records together. For admins only;
 * the caller sees to that. `after`: where the page before ended.
 */
export async function searchAudit(database: Database, filter: AuditFilter, { after, limit }: { after: Place | null; limit: number }): Promise<AuditPage> {
  const branches = [
    ...(filter.kind === 'change' ? [] : [auditRows(filter, after, limit + 1)]),
    ...(hasNoChanges(filter) ? [] : [changeRows(filter, after, limit + 1)]),
  ]
  const rows = await database.query<AuditRow>(sql<AuditRow>`
    select e.*, i.name as impersonator_name from (${sql.join(branches, sql` union all `)}) e left join data.users i on i.id = e.impersonator
    order by e.at desc, e.id desc limit ${limit + 1}::int`)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { entries: page.map(toEntry), next: rows.length > limit && last ? `${last.at.toISOString()}~${last.id}` : null }
}

/** The place in the text of a cursor; null for one that is none. */
export function auditPlaceOf(cursor: string): Place | null {
  const [, at = '', id = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)~([\da-f-]{36})$/.exec(cursor) ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : null
}

/** Changes have no address of their own, so a search by address finds lines of the audit log alone. */
function hasNoChanges(filter: AuditFilter): boolean {
  return filter.kind === 'audit' || filter.address !== undefined
}

function auditRows(filter: AuditFilter, after: Place | null, limit: number): RawBuilder<unknown> {
  const address = filter.address === undefined ? [] : [sql`a.address = ${filter.address}`]
  return sql`(
    select a.id, 'audit' as kind, a.at, a.actor, a.actor_name, a.impersonator, a.action, a.module, a.record, a.details, a.address, a.agent, a.request, null::uuid as change_set
    from app.audit_entry a where ${sql.join([...conditions(filter, after), ...address], sql` and `)}
    order by a.at desc, a.id desc limit ${limit}::int)`
}

function changeRows(filter: AuditFilter, after: Place | null, limit: number): RawBuilder<unknown> {
  return sql`(
    select a.id, 'change' as kind, a.at, a.actor, a.actor_name, a.impersonator, a.action, a.module, a.record,
      jsonb_build_object('origin', a.origin, 'before', a.before, 'after', a.after) as details,
      null as address, null as agent, null::uuid as request, a.change_set
    from app.change_event a where ${sql.join(conditions(filter, after), sql` and `)}
    order by a.at desc, a.id desc limit ${limit}::int)`
}

function conditions(filter: AuditFilter, after: Place | null): RawBuilder<unknown>[] {
  const { actor, actions, module, record, from, until } = filter
  return [
    sql`true`,
    ...(actor === undefined ? [] : [sql`(a.actor = ${actor}::uuid or a.impersonator = ${actor}::uuid)`]),
    ...(actions === undefined ? [] : [sql`a.action = any(${actions}::text[])`]),
    ...(module === undefined ? [] : [sql`a.module = ${module}`]),
    ...(record === undefined ? [] : [sql`a.record = ${record}::uuid`]),
    ...(from === undefined ? [] : [sql`a.at >= ${from}::timestamptz`]),
    ...(until === undefined ? [] : [sql`a.at < ${until}::timestamptz`]),
    ...(after === null ? [] : [sql`(a.at, a.id) < (${after.at}::timestamptz, ${after.id}::uuid)`]),
  ]
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    actor: { id: row.actor, name: row.actor_name },
    impersonator: row.impersonator === null ? null : { id: row.impersonator, name: row.impersonator_name ?? '' },
    action: row.action,
    module: row.module,
    record: row.record,
    details: row.details,
    address: row.address,
    agent: row.agent,
    requestId: row.request,
    changeSet: row.change_set,
  }
}
