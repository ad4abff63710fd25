import { sql } from 'kysely'
import { notFound } from '../kernel/errors.ts'
import { isId } from '../kernel/uuid.ts'
import { rehearse } from './call/rehearse.ts'
import { MERGED } from './merge/merge-request.ts'
import type { RecordContext } from './record-context.ts'
import { undoEvents } from './undo/undo-events.ts'
import type { UndoEvent, UndoOutcome } from './undo/undo-run.ts'

/** Why a record was left as it is: EDITED since, FORBIDDEN, NOT_FOUND, RESTRICTED, INVALID, GONE (purged) … */
export interface SkippedUndo {
  module: string
  record: string
  reason: string
}

export interface UndoResult {
  /** Records that are, or in a dry run would be, as they were before. */
  undone: number
  skipped: SkippedUndo[]
  /** The change set of the undo itself; it can be undone, too. */
  changeSet: string
}

const PAGE = 500

/**
 * Takes back what one action did: the newest of its changes first, record by record, with the rights of the actor. What somebody
 * has edited since is skipped and listed. Only for who did it, and for admins; NOT_FOUND for all others.
 * Works in steps of 500 changes, each a transaction, and tells `progress` how many it has been through; what was interrupted can be called again. A dry run does everything and keeps nothing.
 */
export async function undoChangeSet(
  ctx: RecordContext,
  input: { changeSet: string; dryRun?: boolean; progress?(done: number): Promise<void> },
): Promise<UndoResult> {
  if (!isId(input.changeSet) || !(await isTheirs(ctx, input.changeSet))) throw notFound()
  const take = (inside: RecordContext) => undoAll(inside, input)
  return input.dryRun ? rehearse(ctx, take) : take(ctx)
}

/** How many changes a change set holds: a large one is taken back in the background. NOT_FOUND for who may not undo it. */
export async function countChanges(ctx: RecordContext, changeSet: string): Promise<number> {
  if (!isId(changeSet) || !(await isTheirs(ctx, changeSet))) throw notFound()
  const [row] = await ctx.database.query<{ n: number }>(
    sql<{ n: number }>`select count(*)::int as n from app.change_event e where e.change_set = ${changeSet}::uuid`,
  )
  return row?.n ?? 0
}

async function isTheirs({ actor, database }: RecordContext, changeSet: string): Promise<boolean> {
  const rows = await database.query<{ actor: string | null }>(sql<{ actor: string | null }>`
    select e.actor from app.change_event e where e.change_set = ${changeSet}::uuid order by e.id limit 1`)
  const [first] = rows
  return first !== undefined && (actor.isAdmin || (actor.userId !== null && first.actor === actor.userId))
}

async function undoAll(ctx: RecordContext, { changeSet, progress }: { changeSet: string; progress?(done: number): Promise<void> }): Promise<UndoResult> {
  const states = new Map<string, UndoOutcome>()
  const survivor = await survivorIn(ctx, changeSet)
  let behind: string | null = null
  let done = 0
  for (;;) {
    const events: UndoEvent[] = await eventsBehind(ctx, changeSet, behind)
    const last = events.at(-1)
    if (!last) break
    const outcomes = await ctx.database.transaction((database) => undoEvents({ ...ctx, database }, { changeSet, survivor, events }))
    // A record that could not be taken back at one step is not as it was, whatever the other steps did.
    for (const outcome of outcomes) {
      const key = `${outcome.module} ${outcome.record}`
      if (!states.get(key)?.reason) states.set(key, outcome)
    }
    behind = last.id
    done += events.length
    await progress?.(done)
  }
  const all = [...states.values()]
  return {
    undone: all.filter((outcome) => outcome.reason === null).length,
    skipped: all.flatMap(({ module, record, reason }) => (reason === null ? [] : [{ module, record, reason }])),
    changeSet: ctx.changeSet,
  }
}

/** The record into which a merge put the others; null for every other change set. */
async function survivorIn({ database }: RecordContext, changeSet: string): Promise<string | null> {
  const [row] = await database.query<{ record: string }>(sql<{ record: string }>`
    select e.record from app.change_event e
    where e.change_set = ${changeSet}::uuid and e.action = 'merge' and e.after ? ${MERGED} limit 1`)
  return row?.record ?? null
}

/** Ids of events rise with time. */
function eventsBehind({ database }: RecordContext, changeSet: string, behind: string | null): Promise<UndoEvent[]> {
  return database.query<UndoEvent>(sql<UndoEvent>`
    select e.id, e.at, e.module, e.record, e.action, e.before, e.after from app.change_event e
    where e.change_set = ${changeSet}::uuid and (${behind}::uuid is null or e.id < ${behind}::uuid)
    order by e.id desc limit ${PAGE}`)
}
