import { sql } from 'kysely'
import type { NotificationKind } from '../../contract/collaboration.ts'
import type { FieldValue } from '../../contract/api.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import { notify } from '../notify.ts'

/** Tells all processes whose notifications changed: a JSON array of ids of users. */
export const NOTIFICATIONS_CHANNEL = 'mortise_notifications'
/** A NOTIFY holds 8,000 bytes. */
const MOST_USERS = 150

export interface NewNotification {
  userId: string
  kind: NotificationKind
  at: Date
  actor: string | null
  actorName: string | null
  module: string | null
  record: string | null
  changeSet: string | null
  count: number
  params: Record<string, FieldValue>
}

export interface NotificationRow extends NewNotification {
  id: string
  readAt: Date | null
}

export interface NotificationPlace {
  at: Date
  id: string
}

const COLUMNS = sql`n.id, n.user_id as "userId", n.kind, n.at, n.read_at as "readAt", n.actor, n.actor_name as "actorName", n.module, n.record,
  n.change_set as "changeSet", n.count, n.params`

/** Writes notifications and tells those whom they are for. One about many records joins what the same action told before. */
export async function addNotifications(database: Database, news: NewNotification[]): Promise<void> {
  if (news.length === 0) return
  const rows = JSON.stringify(news.map((one) => ({ id: newId(), ...one })))
  await database.send(sql`
    insert into app.notification as n (id, user_id, kind, at, actor, actor_name, module, record, change_set, count, params)
    select s.id, s."userId", s.kind, s.at, s.actor, s."actorName", s.module, s.record, s."changeSet", s.count, s.params
    from jsonb_to_recordset(${rows}::jsonb) as s(id uuid, "userId" uuid, kind text, at timestamptz, actor uuid, "actorName" text, module text,
      record uuid, "changeSet" uuid, count int, params jsonb)
    on conflict (user_id, kind, change_set, module) where record is null and change_set is not null
    do update set count = n.count + excluded.count, at = excluded.at, read_at = null`)
  await announce(
    database,
    news.map(({ userId }) => userId),
  )
}

/** Notifications of a user, the newest first, from a place on. */
export function readNotifications(
  database: Database,
  wanted: { userId: string; before: NotificationPlace | null; unread: boolean; limit: number },
): Promise<NotificationRow[]> {
  const { before } = wanted
  const behind = before ? sql`and (n.at, n.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``
  const unread = wanted.unread ? sql`and n.read_at is null` : sql``
  return database.query<NotificationRow>(sql`
    select ${COLUMNS} from app.notification n where n.user_id = ${wanted.userId}::uuid ${behind} ${unread}
    order by n.at desc, n.id desc limit ${wanted.limit}::int`)
}

/** Marks some notifications of a user, or all, as read or unread. */
export async function markNotifications(
  database: Database,
  { userId, ids, readAt }: { userId: string; ids: string[] | 'all'; readAt: Date | null },
): Promise<void> {
  const which = ids === 'all' ? sql`` : sql`and id = any(${ids}::uuid[])`
  const rows = await database.query(sql`
    update app.notification set read_at = ${readAt}::timestamptz
    where user_id = ${userId}::uuid and (read_at is null) = ${readAt !== null} ${which} returning id`)
  if (rows.length > 0) await announce(database, [userId])
}

/** Forgets notifications that are old. */
export async function sweepNotifications(database: Database, olderThanDays: number): Promise<void> {
  await database.query(sql`delete from app.notification where at < now() - make_interval(days => ${olderThanDays}::int)`)
}

async function announce(database: Database, userIds: string[]): Promise<void> {
  const users = [...new Set(userIds)]
  for (let at = 0; at < users.length; at += MOST_USERS) {
    await notify(database, NOTIFICATIONS_CHANNEL, JSON.stringify(users.slice(at, at + MOST_USERS)))
  }
}
