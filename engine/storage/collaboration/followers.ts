import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** What a user chose about a record. */
export interface Follow {
  record: string
  userId: string
  following: boolean
}

interface Choice extends Follow {
  module: string
  at: Date
}

/** Keeps a choice; a later one takes its place. */
export async function setFollow(database: Database, { record, userId, module, following, at }: Choice): Promise<void> {
  await database.query(sql`
    insert into app.follower as f (record, user_id, module, following, at) values (${record}::uuid, ${userId}::uuid, ${module}, ${following}, ${at}::timestamptz)
    on conflict (record, user_id) do update set following = excluded.following, at = excluded.at where f.following is distinct from excluded.following`)
}

/** Makes somebody a follower who has not chosen yet: an explicit "no" holds. */
export async function followUnlessChosen(database: Database, { record, userId, module, at }: Omit<Choice, 'following'>): Promise<void> {
  await database.query(sql`
    insert into app.follower (record, user_id, module, following, at) values (${record}::uuid, ${userId}::uuid, ${module}, true, ${at}::timestamptz)
    on conflict (record, user_id) do nothing`)
}

/** Every choice about these records, the oldest first. */
export function findFollows(database: Database, records: string[]): Promise<Follow[]> {
  return database.query<Follow>(sql`
    select record, user_id as "userId", following from app.follower where record = any(${records}::uuid[]) order by at, user_id`)
}

/** Whether anybody but this user chose to follow one of these records. */
export async function isFollowed(database: Database, { records, except }: { records: string[]; except: string | null }): Promise<boolean> {
  const rows = await database.query(sql`
    select 1 from app.follower where record = any(${records}::uuid[]) and following and user_id is distinct from ${except}::uuid limit 1`)
  return rows.length > 0
}
