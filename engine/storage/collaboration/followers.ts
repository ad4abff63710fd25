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
  const text = 'select record, user_id as "userId", following from app.follower where record = any($1::uuid[]) order by at, user_id'
  return database.query<Follow>({ name: 'follows-of', text, values: [records] })
}

/** Whether anybody but this user chose to follow one of these records. */
export async function isFollowed(database: Database, { records, except }: { records: string[]; except: string | null }): Promise<boolean> {
  const text = 'select 1 from app.follower where record = any($1::uuid[]) and following and user_id is distinct from $2::uuid limit 1'
  const rows = await database.query({ name: 'is-followed', text, values: [records, except] })
  return rows.length > 0
}

/** Who follows one of these records follows another, too, unless they have chosen about that one. Gives who came. */
export async function joinFollowers(database: Database, move: { from: string[]; to: string; module: string; at: Date }): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql<{ id: string }>`
    insert into app.follower (record, user_id, module, following, at)
    select distinct ${move.to}::uuid, f.user_id, ${move.module}, true, ${move.at}::timestamptz from app.follower f
    where f.record = any(${move.from}::uuid[]) and f.following
    on conflict (record, user_id) do nothing returning user_id as id`)
  return rows.map(({ id }) => id)
}

/** Takes back what {@link joinFollowers} did. */
export async function partFollowers(database: Database, { record, users }: { record: string; users: string[] }): Promise<void> {
  await database.query(sql`delete from app.follower f where f.record = ${record}::uuid and f.user_id = any(${users}::uuid[])`)
}
