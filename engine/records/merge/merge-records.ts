import type { FieldValue, RecordData, Values } from '../../contract/api.ts'
import { binItem } from '../bin/bin-item.ts'
import { removeItems } from '../bin/remove-items.ts'
import { withDatabase } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { presentSaved } from '../save/present-saved.ts'
import { saveRecords } from '../save/save-records.ts'
import type { SaveOutcome } from '../save/save-request.ts'
import { writeEvents } from '../save/write/event-rows.ts'
import { moveFavourites } from '../../storage/collaboration/favourites.ts'
import { joinFollowers } from '../../storage/collaboration/followers.ts'
import { joinShares } from '../../storage/sharing/record-shares.ts'
import { FAVOURED, FOLLOWERS, MERGED, MERGED_INTO, SHARES, type MergeRequest } from './merge-request.ts'
import { moveLinks } from './move-links.ts'
import { moveReferences } from './move-references.ts'
import { type OpenMerge, openMerge } from './open-merge.ts'

/**
 * Makes one record of several. What points to the others, and what they are linked with, goes over to the survivor; they go into
 * the recycle bin; the survivor takes the chosen values. One transaction and one change set: undoing it brings everything back.
 * Throws NOT_FOUND, FORBIDDEN, CONFLICT, INVALID (also where the chosen values break a rule of the module); then nothing was done.
 */
export async function mergeRecords(ctx: RecordContext, request: MergeRequest): Promise<{ record: RecordData; changeSet: string }> {
  const outcome = await ctx.database.transaction((database) => merge({ ...ctx, database }, request))
  return { record: await presentSaved(ctx, request.module, outcome), changeSet: ctx.changeSet }
}

/** The order matters to undo, which walks it backwards: the others must be back before anything can point to them again. */
async function merge(ctx: RecordContext, request: MergeRequest): Promise<SaveOutcome | undefined> {
  const open = await openMerge(ctx, request)
  const call = withDatabase(open.call, ctx.database)

  await moveReferences(call, open)
  await moveLinks(call, open)
  await removeItems(
    call,
    open.others.map((record) => binItem(record, 'delete')),
  )
  const values = { ...gathered(open), ...request.values }
  const [outcome] = await saveRecords(ctx, { module: request.module, mode: 'all', requests: [{ op: 'update', id: open.survivor.id, values }] })
  await leaveTrace(ctx, open)
  return outcome
}

/** What is a collection loses nothing by a merge: tags and files of all. */
function gathered({ call, survivor, others }: OpenMerge): Values {
  const lists = call.shape.fields.filter(({ field }) => field.type === 'tags' || field.type === 'files')
  const writable = lists.filter(({ field }) => call.access.fieldRight(call.module.key, field.key) === 'write' && !field.readOnly)
  return Object.fromEntries(writable.map(({ field: { key } }) => [key, unionOf([survivor, ...others].map(({ values }) => values[key] ?? null))]))
}

function unionOf(lists: FieldValue[]): FieldValue {
  const entries = new Map<string, FieldValue>()
  for (const entry of lists.flat()) {
    if (entry === null) continue
    const key = typeof entry === 'object' && !Array.isArray(entry) ? String(entry.id) : String(entry)
    if (!entries.has(key)) entries.set(key, entry)
  }
  return entries.size > 0 ? [...entries.values()] : null
}

async function leaveTrace(ctx: RecordContext, { call, survivor, others }: OpenMerge): Promise<void> {
  const gone = others.map(({ id }) => id)
  const move = { from: gone, to: survivor.id, module: call.module.key, at: ctx.clock.now() }
  const followers = await joinFollowers(ctx.database, move)
  const shares = await joinShares(ctx.database, { ...move, by: ctx.actor.userId })
  const favoured = await moveFavourites(ctx.database, move)
  const marks = {
    [MERGED]: gone,
    ...(followers.length > 0 && { [FOLLOWERS]: followers }),
    ...(favoured.length > 0 && { [FAVOURED]: favoured.map((one) => ({ ...one })) }),
    ...(shares.length > 0 && { [SHARES]: shares.map((share) => ({ ...share })) }),
  }
  await writeEvents(ctx, call.module.key, [
    ...others.map(({ id }) => ({ record: id, action: 'merge' as const, before: null, after: { [MERGED_INTO]: survivor.id } })),
    { record: survivor.id, action: 'merge', before: null, after: marks },
  ])
}
