import { sql, type RawBuilder } from 'kysely'
import type { ChangeAction, Values } from '../../../contract/api.ts'
import type { SqlValue } from '../../../fields/field-type.ts'
import { newId } from '../../../kernel/uuid.ts'
import type { Context } from '../../../storage/context.ts'
import { isBlank } from '../../hooks-batch.ts'
import type { ModuleShape } from '../../call/module-shape.ts'
import { keptStatement, type Param } from './kept-statement.ts'
import { cellValues, rowsFrom } from './rows-source.ts'

/** One line of the log of changes. `before` and `after` hold only what changed, in the API's form. */
export interface ChangeEvent {
  record: string
  action: ChangeAction
  before: Values | null
  after: Values | null
}

const EVENT_COLUMNS = [
  { name: 'id', type: 'uuid' },
  { name: 'record', type: 'uuid' },
  { name: 'action', type: 'text' },
  { name: 'before', type: 'jsonb' },
  { name: 'after', type: 'jsonb' },
]

/** `insert into app.change_event …`, as a statement or as a part of the one that writes the rows. `onlyIn` names a result with the ids that were really written. */
export function insertEvents(param: Param, onlyIn?: string): RawBuilder<unknown> {
  const written = onlyIn === undefined ? sql`` : sql` where e.record in (select id from ${sql.id(onlyIn)})`
  return sql`
    insert into app.change_event (id, change_set, at, actor, actor_name, origin, module, record, action, before, after, metadata_version, impersonator)
    select e.id, ${param('changeSet')}::uuid, ${param('at')}::timestamptz, ${param('actor')}::uuid, ${param('actorName')}::text, ${param('origin')}::text,
      ${param('module')}::text, e.record, e.action, e.before, e.after, ${param('metadataVersion')}::bigint, ${param('impersonator')}::uuid
    from ${rowsFrom(EVENT_COLUMNS, (index) => param(`event${index}`))} e${written}`
}

/** The parameters of {@link insertEvents}. */
export function eventValues(ctx: Context, module: string, events: ChangeEvent[]): Record<string, unknown> {
  const cells: SqlValue[][] = [
    events.map(() => newId()),
    events.map((event) => event.record),
    events.map((event) => event.action),
    events.map((event) => asJson(event.before)),
    events.map((event) => asJson(event.after)),
  ]
  return {
    changeSet: ctx.changeSet,
    at: ctx.clock.now().toISOString(),
    actor: ctx.actor.userId,
    actorName: ctx.actor.name,
    origin: ctx.origin,
    module,
    metadataVersion: ctx.model.version,
    impersonator: ctx.actor.impersonator?.id ?? null,
    ...cellValues(
      EVENT_COLUMNS.map((column, index) => ({ ...column, cells: cells[index] ?? [] })),
      'event',
    ),
  }
}

/** Writes events as a statement of their own. */
export async function writeEvents(ctx: Context, module: string, events: ChangeEvent[]): Promise<void> {
  if (events.length === 0) return
  await ctx.database.query(keptStatement(EVENT_COLUMNS, 'insert', { make: insertEvents, values: eventValues(ctx, module, events) }))
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
