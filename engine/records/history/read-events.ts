import { sql } from 'kysely'
import type { ChangeAction, Origin, Values } from '../../contract/api.ts'
import type { RecordContext } from '../record-context.ts'
import type { EventPlace } from './event-place.ts'

/** A row of the log of changes. */
export interface EventRow {
  id: string
  change_set: string
  at: Date
  actor: string | null
  actor_name: string
  origin: Origin
  action: ChangeAction
  before: Values | null
  after: Values | null
}

/** Events of one record (or of one of its fields), the newest first, from a place on. */
export function readEvents(
  ctx: RecordContext,
  wanted: { module: string; record: string; field?: string; before: EventPlace | null; limit: number },
): Promise<EventRow[]> {
  const { before } = wanted
  const behind = before ? sql`and (e.at, e.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``
  const about = wanted.field === undefined ? sql`` : sql`and (e.before ? ${wanted.field}::text or e.after ? ${wanted.field}::text)`
  return ctx.database.query<EventRow>(sql<EventRow>`
    select e.id, e.change_set, e.at, e.actor, e.actor_name, e.origin, e.action, e.before, e.after from app.change_event e
    where e.module = ${wanted.module} and e.record = ${wanted.record}::uuid ${behind} ${about}
    order by e.at desc, e.id desc limit ${wanted.limit}`)
}
