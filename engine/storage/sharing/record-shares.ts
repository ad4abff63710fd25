import { sql } from 'kysely'
import type { RecordShare, SharedAccess } from '../../contract/access.ts'
import type { Database } from '../database.ts'

export interface ShareKey {
  module: string
  record: string
  principal: string
}

/** Modules of which records were shared by hand with one of these principals. */
export async function loadSharedModules(database: Database, principals: readonly string[]): Promise<{ module: string; access: SharedAccess }[]> {
  // One probe of the index for each module and access, however many records were shared.
  return database.query(sql`
    with recursive found(principal, module) as (
      select p, (select min(s.module) from app.record_share s where s.principal = p) from unnest(${principals}::uuid[]) as p
      union
      select f.principal, (select min(s.module) from app.record_share s where s.principal = f.principal and s.module > f.module) from found f where f.module is not null
    )
    select distinct f.module, a.access from found f cross join (values ('read'), ('write')) as a(access)
    where f.module is not null and exists (select from app.record_share s where s.principal = f.principal and s.module = f.module and s.access = a.access)`)
}

/** With whom a record was shared by hand, in the order of names. */
export async function listShares(database: Database, { module, record }: Omit<ShareKey, 'principal'>): Promise<RecordShare[]> {
  const rows = await database.query<{ id: string; kind: 'user' | 'group'; name: string; access: SharedAccess; by: string | null; at: Date }>(sql`
    select p.id, p.kind, p.label as name, s.access, c.label as by, s.created_at as at
    from app.record_share s join app.principal p on p.id = s.principal left join app.principal c on c.id = s.created_by
    where s.record = ${record}::uuid and s.module = ${module} order by p.label, p.id`)
  return rows.map(({ id, kind, name, access, by, at }) => ({ principal: { kind, id, name }, access, by, at: at.toISOString() }))
}

/**
 * Shares a record, or changes how. `before`: how it was shared. `isFirst`: nothing of the module was shared with the principal in this
 * way until now, so that what processes remember of the principal's rights has to be read again.
 */
export async function writeShare(
  database: Database,
  share: ShareKey & { access: SharedAccess; by: string | null; now: Date },
): Promise<{ before: SharedAccess | null; isFirst: boolean }> {
  const { module, record, principal, access, by, now } = share
  const [known] = await database.query<{ access: SharedAccess }>(
    sql`select s.access from app.record_share s where s.record = ${record}::uuid and s.principal = ${principal}::uuid for update`,
  )
  const others = await database.query(sql`
    select 1 from app.record_share s where s.principal = ${principal}::uuid and s.module = ${module} and s.access = ${access} and s.record <> ${record}::uuid limit 1`)
  await database.query(sql`
    insert into app.record_share (record, principal, module, access, created_at, created_by)
    values (${record}, ${principal}, ${module}, ${access}, ${now}, ${by})
    on conflict (record, principal) do update set access = excluded.access, created_at = excluded.created_at, created_by = excluded.created_by`)
  return { before: known?.access ?? null, isFirst: others.length === 0 && known?.access !== access }
}

/** Ends a share; gives how it was shared, or null. */
export async function deleteShare(database: Database, { record, principal }: ShareKey): Promise<SharedAccess | null> {
  const rows = await database.query<{ access: SharedAccess }>(
    sql`delete from app.record_share s where s.record = ${record}::uuid and s.principal = ${principal}::uuid returning s.access`,
  )
  return rows[0]?.access ?? null
}

/** Forgets with whom a record was shared, when it goes for ever. */
export async function deleteSharesOf(database: Database, record: string): Promise<void> {
  await database.query(sql`delete from app.record_share s where s.record = ${record}::uuid`)
}

/** A share that a merge brought, and how the record was shared with the same principal before. */
export interface JoinedShare {
  principal: string
  before: 'read' | null
}

/**
 * With whom one of these records is shared, another is shared, too, and no less. Theirs stay where they are, so that nothing of the
 * module is shared with anybody for the first time. Gives what came, or became more.
 */
export async function joinShares(
  database: Database,
  { from, to, module, at, by }: { from: string[]; to: string; module: string; at: Date; by: string | null },
): Promise<JoinedShare[]> {
  return database.query<JoinedShare>(sql<JoinedShare>`
    with coming as (
      select s.principal, max(s.access) as access from app.record_share s where s.record = any(${from}::uuid[]) and s.module = ${module} group by s.principal),
    known as (select s.principal, s.access from app.record_share s where s.record = ${to}::uuid),
    joined as (
      insert into app.record_share as r (record, principal, module, access, created_at, created_by)
      select ${to}::uuid, c.principal, ${module}, c.access, ${at}::timestamptz, ${by}::uuid from coming c
      on conflict (record, principal) do update set access = excluded.access where r.access = 'read' and excluded.access = 'write'
      returning principal)
    select j.principal, k.access as before from joined j left join known k on k.principal = j.principal order by j.principal`)
}

/** Takes back what {@link joinShares} did. */
export async function partShares(database: Database, { record, shares }: { record: string; shares: JoinedShare[] }): Promise<void> {
  const [gone, less] = [shares.filter(({ before }) => before === null), shares.filter(({ before }) => before !== null)].map((part) =>
    part.map(({ principal }) => principal),
  )
  await database.query(sql`delete from app.record_share s where s.record = ${record}::uuid and s.principal = any(${gone}::uuid[])`)
  await database.query(sql`update app.record_share s set access = 'read' where s.record = ${record}::uuid and s.principal = any(${less}::uuid[])`)
}
