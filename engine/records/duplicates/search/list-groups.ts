import type { DuplicateGroup } from '../../../contract/duplicates.ts'
import { invalid, notFound } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/uuid.ts'
import { dismissRecords } from '../../../storage/duplicates/dismissed-pairs.ts'
import { findSearches, loadGroups } from '../../../storage/duplicates/found-groups.ts'
import { openModuleCall, type ModuleCall } from '../../call/module-call.ts'
import { findByIds } from '../../get.ts'
import { auditReads } from '../../read/audit-reads.ts'
import type { RecordContext } from '../../record-context.ts'

const PAGE = 20

export interface DuplicateList {
  /** The newest search of the actor, which may still be under way; null for none. */
  search: string | null
  /** How many groups its last finished search has left. */
  found: number
  groups: DuplicateGroup[]
  next: string | null
}

/** What the actor's last finished search found, as far as it is still so and they may see it. Throws NOT_FOUND, FORBIDDEN. */
export async function listDuplicateGroups(ctx: RecordContext, { module, cursor }: { module: string; cursor?: string }): Promise<DuplicateList> {
  const call = await openModuleCall(ctx, module, 'merge')
  const behind = placeOf(cursor)
  const { newest, done, found } = await findSearches(ctx.database, { actor: ctx.actor.userId ?? '', module })
  if (done === null) return { search: newest, found: 0, groups: [], next: null }

  const rows = await loadGroups(ctx.database, { task: done, behind, limit: PAGE + 1 })
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  const records = await readRecords(
    call,
    page.flatMap((group) => group.records),
  )
  const groups = page.flatMap(({ rule, score, records: ids }): DuplicateGroup[] => {
    const there = mayCompare(call, rule) ? ids.flatMap((id) => records.get(id) ?? []) : []
    return there.length > 1 ? [{ rule, score: Math.round(score * 100) / 100, records: there }] : []
  })
  await auditReads(
    call,
    groups.flatMap((group) => group.records.map(({ id }) => id)),
  )
  return { search: newest, found, groups, next: rows.length > PAGE && last ? String(last.number) : null }
}

/** Whether the actor may still read what a rule compares: that two records have it in common would tell it. */
function mayCompare({ access, module }: ModuleCall, rule: number): boolean {
  return module.duplicates[rule]?.match.every(({ field }) => access.canRead(module.key, field)) ?? false
}

/** These records are not duplicates of each other: no search of anybody brings them together again. Throws NOT_FOUND, FORBIDDEN, INVALID. */
export async function dismissDuplicates(ctx: RecordContext, { module, ids }: { module: string; ids: string[] }): Promise<void> {
  const call = await openModuleCall(ctx, module, 'merge')
  const wanted = [...new Set(ids.filter(isId))]
  if (wanted.length < 2) throw invalid({ problems: [{ field: 'ids', code: 'REQUIRED' }] })
  if ((await findByIds(call, { ids: wanted, fields: [] })).length < wanted.length) throw notFound()
  await dismissRecords(ctx.database, { module, ids: wanted, actor: ctx.actor.userId })
}

/** The fields by which people tell them apart: those that are searched, those of the rules, who has them since when. */
async function readRecords(call: ModuleCall, ids: string[]) {
  const { module, access } = call
  const wanted = [
    module.nameField,
    ...module.search,
    ...module.duplicates.flatMap(({ match }) => match.map(({ field }) => field)),
    'owner',
    'created_at',
    'updated_at',
  ]
  const fields = [...new Set(wanted)].filter((key) => access.canRead(module.key, key))
  return new Map((await findByIds(call, { ids, fields })).map((record) => [record.id, record]))
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw invalid({ problems: [{ field: 'cursor', code: 'CURSOR' }] })
  return Number(cursor)
}
