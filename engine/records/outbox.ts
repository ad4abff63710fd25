import { sql } from 'kysely'
import type { FieldValue } from '../contract/api.ts'
import { newId } from '../kernel/uuid.ts'
import type { Context } from '../storage/context.ts'
import { notify } from '../storage/notify.ts'
import { rowsSource } from './save/rows-source.ts'

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

/** Writes entries in the transaction of the change that causes them. An effect key that is there already is left as it is. */
export async function addToOutbox(ctx: Context, entries: OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return
  const now = ctx.clock.now()
  const source = rowsSource([
    { name: 'id', type: 'uuid', cells: entries.map(() => newId()) },
    { name: 'effect_key', type: 'text', cells: entries.map((entry) => entry.effectKey) },
    { name: 'kind', type: 'text', cells: entries.map((entry) => entry.kind) },
    { name: 'payload', type: 'jsonb', cells: entries.map((entry) => JSON.stringify(entry.payload)) },
    { name: 'due_at', type: 'timestamp with time zone', cells: entries.map((entry) => entry.dueAt ?? now) },
  ])
  await ctx.database.query(sql`
    insert into app.outbox (id, effect_key, kind, payload, created_at, due_at)
    select s.id, s.effect_key, s.kind, s.payload, ${now}::timestamptz, s.due_at from ${source} s
    on conflict (effect_key) do nothing`)
  await notify(ctx.database, OUTBOX_CHANNEL)
}
