import { sql } from 'kysely'
import type { RecordContext } from '../record-context.ts'
import type { UndoRun } from './undo-run.ts'

/** Records of a run that something else has changed after it: another change set, and not the undo that is under way. */
export async function editedSince(ctx: RecordContext, run: UndoRun): Promise<Set<string>> {
  const earliest = run.events.reduce((first, event) => (event.at < first ? event.at : first), run.events[0]?.at ?? ctx.clock.now())
  const rows = await ctx.database.query<{ record: string }>(sql<{ record: string }>`
    select distinct e.record from app.change_event e
    join unnest(${run.events.map((event) => event.record)}::uuid[], ${run.events.map((event) => event.id)}::uuid[]) as done(record, id) on done.record = e.record
    where e.module = ${run.module} and e.at >= ${earliest}::timestamptz and e.id > done.id
      and e.change_set <> all(${[run.changeSet, ctx.changeSet]}::uuid[])`)
  return new Set(rows.map((row) => row.record))
}
