import { sql, type RawBuilder } from 'kysely'
import type { ChangeAction, Values } from '../../../contract/api.ts'
import { newId } from '../../../kernel/uuid.ts'
import type { Context } from '../../../storage/context.ts'
import { isBlank } from '../../hooks-batch.ts'
import type { ModuleShape } from '../../call/module-shape.ts'
import { rowsSource } from './rows-source.ts'

/** One line of the log of changes. `before` and `after` hold only what changed, in the API's form. */
export interface ChangeEvent {
  record: string
  action: ChangeAction
  before: Values | null
  after: Values | null
}

/** `insert into app.change_event …`, for a statement of its own or as a part of the one that writes the rows. `onlyIn` names a result with the ids that were really written. */
export function insertEvents(ctx: Context, module: string, { events, onlyIn }: { events: ChangeEvent[]; onlyIn?: string }): RawBuilder<unknown> {
  const source = rowsSource([
    { name: 'id', type: 'uuid', cells: events.map(() => newId()) },
    { name: 'record', type: 'uuid', cells: events.map((event) => event.record) },
    { name: 'action', type: 'text', cells: events.map((event) => event.action) },
    { name: 'before', type: 'jsonb', cells: events.map((event) => asJson(event.before)) },
    { name: 'after', type: 'jsonb', cells: events.map((event) => asJson(event.after)) },
  ])
  const written = onlyIn === undefined ? sql`` : sql` where e.record in (select id from ${sql.id(onlyIn)})`
  return sql`
    insert into app.change_event (id, change_set, at, actor, actor_name, origin, module, record, action, before, after, metadata_version)
    select e.id, ${ctx.changeSet}::uuid, ${ctx.clock.now()}::timestamptz, ${ctx.actor.userId}::uuid, ${ctx.actor.name}, ${ctx.origin},
      ${module}, e.record, e.action, e.before, e.after, ${ctx.model.version}::bigint
    from ${source} e${written}`
}

/** Writes events as a statement of their own. */
export async function writeEvents(ctx: Context, module: string, events: ChangeEvent[]): Promise<void> {
  if (events.length > 0) await ctx.database.query(insertEvents(ctx, module, { events }))
}

/** What of a record's values may stand in the log: nothing secret, nothing that the pipeline itself keeps. */
export function loggedKeys(shape: ModuleShape): Set<string> {
  const logged = shape.fields.filter(({ field }) => field.type !== 'secret' && (!field.system || field.key === 'owner'))
  return new Set(logged.map(({ field }) => field.key))
}

/** The values of some fields; blank ones are left out of a whole record, but kept where a change is told. */
export function pickValues(values: Values, keys: Iterable<string>, blanks: 'keep' | 'drop'): Values {
  const picked: Values = {}
  for (const key of keys) {
    const value = values[key] ?? null
    if (blanks === 'keep' || !isBlank(value)) picked[key] = value
  }
  return picked
}

function asJson(values: Values | null): string | null {
  return values === null ? null : JSON.stringify(values)
}
