import { sql } from 'kysely'
import type { Values } from '../contract/api.ts'
import { invalid } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { linkTableOf } from '../storage/sql-names.ts'
import { isBlank } from './hooks-batch.ts'
import { tellLink } from './links/link-events.ts'
import { openLink, type LinkInput, type OpenLink } from './links/open-link.ts'
import { findStoredLink } from './links/stored-link.ts'
import type { RecordContext } from './record-context.ts'
import { cellsOf } from './call/module-shape.ts'
import { parseAll } from './save/parse-values.ts'
import { rowsSource } from './save/write/rows-source.ts'
import { sameValue } from './save/same-value.ts'

/**
 * Links two records, or changes the attributes of their link; attributes that are not sent stay. Saying it twice changes nothing.
 * Throws NOT_FOUND, FORBIDDEN (the actor may change neither of the two), INVALID.
 */
export async function linkRecords(ctx: RecordContext, input: LinkInput & { values?: Values }): Promise<{ changeSet: string }> {
  await ctx.database.transaction((database) => link({ ...ctx, database }, input))
  return { changeSet: ctx.changeSet }
}

async function link(ctx: RecordContext, input: LinkInput & { values?: Values }): Promise<void> {
  const open = await openLink(ctx, input)
  const sent = checked(open, input.values ?? {})
  const before = await findStoredLink(ctx, open)
  const after = { ...before, ...sent }
  refuseMissing(open, after)
  if (before && Object.keys(sent).every((key) => sameValue(sent[key], before[key]))) return

  await writeLink(ctx, open, after)
  await tellLink(ctx, open, { id: input.id, other: input.other, before, after })
}

function checked({ call, fields }: OpenLink, raw: Values): Values {
  const { values, problems } = parseAll(raw, new Map(fields.map((shape) => [shape.field.key, shape])), call.fields)
  if (problems.length > 0) throw invalid({ problems })
  return values
}

function refuseMissing({ fields }: OpenLink, values: Values): void {
  const missing = fields.filter(({ field }) => field.required && isBlank(values[field.key]))
  if (missing.length > 0) throw invalid({ problems: missing.map(({ field }) => ({ field: field.key, code: 'REQUIRED' })) })
}

async function writeLink(ctx: RecordContext, { link: model, fields, left, right }: OpenLink, values: Values): Promise<void> {
  const attributes = fields.flatMap((field) => cellsOf(field, values).map((cell, index) => ({ name: '', type: '', ...field.columns[index], cells: [cell] })))
  const source = [
    { name: 'id', type: 'uuid', cells: [newId()] },
    { name: 'left_id', type: 'uuid', cells: [left] },
    { name: 'right_id', type: 'uuid', cells: [right] },
    { name: 'created_at', type: 'timestamp with time zone', cells: [ctx.clock.now()] },
    { name: 'created_by', type: 'uuid', cells: [ctx.actor.userId] },
    ...attributes,
  ]
  const names = sql.join(source.map((column) => sql.id(column.name)))
  const updates = attributes.map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`)
  const onConflict = updates.length > 0 ? sql`do update set ${sql.join(updates)}` : sql`do nothing`
  await ctx.database.query(sql`
    insert into ${linkTableOf(model)} (${names}) select ${names} from ${rowsSource(source)} s on conflict (left_id, right_id) ${onConflict}`)
}
