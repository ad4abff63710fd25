import { sql, type RawBuilder } from 'kysely'
import type { FieldValue } from '../../contract/api.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Context } from '../../storage/context.ts'
import type { Database } from '../../storage/database.ts'
import { lazyCommit } from '../../storage/connection/lazy-commit.ts'
import { keptStatement, type Param } from '../save/write/kept-statement.ts'
import { cellValues, rowsFrom } from '../save/write/rows-source.ts'

/** Wakes the dispatchers of all processes. */
export const OUTBOX_CHANNEL = 'mortise_outbox'

/** Something that must happen after the commit, once. */
export interface OutboxEntry {
  kind: string
  /** The same key is taken once only, ever. */
  effectKey: string
  payload: { [key: string]: FieldValue }
  /** Not before; at once if absent. */
  dueAt?: Date
}

/** An entry that somebody is working on. */
export interface ClaimedEntry {
  id: string
  kind: string
  effect_key: string
  payload: { [key: string]: FieldValue }
  /** How often it was tried, this time included. */
  attempts: number
}

/** An entry that was given up after too many tries. */
export interface DeadEntry extends ClaimedEntry {
  last_error: string | null
  created_at: Date
}

const COLUMNS = [
  { name: 'id', type: 'uuid' },
  { name: 'effect_key', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'payload', type: 'jsonb' },
  { name: 'due_at', type: 'timestamp with time zone' },
]

/** Writes entries in the transaction of the change that causes them. An effect key that is there already is left as it is. */
export async function addToOutbox(ctx: Pick<Context, 'database' | 'clock'>, entries: OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return
  const now = ctx.clock.now()
  const cells = [
    entries.map(() => newId()),
    entries.map((entry) => entry.effectKey),
    entries.map((entry) => entry.kind),
    entries.map((entry) => JSON.stringify(entry.payload)),
    entries.map((entry) => entry.dueAt ?? now),
  ]
  const columns = COLUMNS.map((column, index) => ({ ...column, cells: cells[index] ?? [] }))
  await ctx.database.send(keptStatement(COLUMNS, 'insert', { make: insertEntries, values: { now: now.toISOString(), ...cellValues(columns, 'cell') } }))
  ctx.database.wake(OUTBOX_CHANNEL)
}

function insertEntries(param: Param): RawBuilder<unknown> {
  return sql`
    insert into app.outbox (id, effect_key, kind, payload, created_at, due_at)
    select s.id, s.effect_key, s.kind, s.payload, ${param('now')}::timestamptz, s.due_at from ${rowsFrom(COLUMNS, (index) => param(`cell${index}`))} s
    on conflict (effect_key) do nothing`
}

/**
 * Takes entries that are due, the oldest first, past those that others are taking. They are due again after the lease:
 * what a killed process had taken is not lost.
 */
export function claimOutbox(database: Database, { limit, leaseSeconds }: { limit: number; leaseSeconds: number }): Promise<ClaimedEntry[]> {
  return database.query<ClaimedEntry>(keptStatement(COLUMNS, 'claim', { make: claimEntries, values: { limit, leaseSeconds } }))
}

function claimEntries(param: Param): RawBuilder<unknown> {
  return sql`
    update app.outbox o set attempts = o.attempts + 1, due_at = now() + make_interval(secs => ${param('leaseSeconds')}::int)
    from (
      select c.id from app.outbox c where c.done_at is null and not c.dead and c.due_at <= now()
      order by c.due_at, c.id limit ${param('limit')}::int for update skip locked) as due
    where o.id = due.id returning o.id, o.kind, o.effect_key, o.payload, o.attempts, ${lazyCommit}`
}

/**
 * Marks entries as done, and gives those that were not; in the transaction of an entry's effect, the two happen together or not at all.
 * That transaction is not waited for on disk: what a crash of the database takes away is done again, mark and effect together.
 */
export async function finishOutbox(database: Database, ids: string[]): Promise<string[]> {
  const make = (param: Param) =>
    sql`update app.outbox set done_at = now(), last_error = null where id = any(${param('ids')}::uuid[]) and done_at is null returning id, ${lazyCommit}`
  const rows = await database.query<{ id: string }>(keptStatement(COLUMNS, 'finish', { make, values: { ids } }))
  return rows.map(({ id }) => id)
}

/** Puts a failed entry off, or gives it up. */
export async function failOutbox(database: Database, failure: { id: string; error: string; retrySeconds: number; dead: boolean }): Promise<void> {
  await database.query(sql`
    update app.outbox set last_error = ${failure.error}, dead = ${failure.dead}, due_at = now() + make_interval(secs => ${failure.retrySeconds}::int)
    where id = ${failure.id}::uuid and done_at is null`)
}

/** The entries that were given up, the newest first; an admin reads them. */
export function listDeadEntries(database: Database, limit: number): Promise<DeadEntry[]> {
  return database.query<DeadEntry>(sql<DeadEntry>`
    select id, kind, effect_key, payload, attempts, last_error, created_at from app.outbox where dead order by created_at desc, id desc limit ${limit}::int`)
}

/** Gives a dead entry another series of tries. */
export async function reviveEntry(database: Database, id: string): Promise<boolean> {
  const rows = await database.query(sql`update app.outbox set dead = false, attempts = 0, due_at = now() where id = ${id}::uuid and dead returning id`)
  if (rows.length > 0) database.wake(OUTBOX_CHANNEL)
  return rows.length > 0
}

/** Forgets entries that were done long ago. */
export async function sweepOutbox(database: Database, olderThanDays: number): Promise<void> {
  await database.query(sql`delete from app.outbox where done_at < now() - make_interval(days => ${olderThanDays}::int)`)
}
