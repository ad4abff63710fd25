import type { Values } from '../../../contract/api.ts'
import type { DuplicateRule } from '../../../contract/model.ts'
import { loadDismissed } from '../../../storage/duplicates/dismissed-pairs.ts'
import type { FoundGroup } from '../../../storage/duplicates/found-groups.ts'
import { openModuleCall, type ModuleCall } from '../../call/module-call.ts'
import { findRecords } from '../../find.ts'
import type { RecordContext } from '../../record-context.ts'
import { comparableText, duplicateKey } from '../duplicate-terms.ts'
import { blockKeys } from './block-keys.ts'
import { joinPairs, type Pair } from './join-pairs.ts'
import { type Member, similarPairs } from './similar-pairs.ts'

export interface DuplicateSearch {
  module: string
  progress(done: number, total: number): Promise<void>
}

const PAGE = 500
const MOST_GROUPS = 5_000
/** In larger sets of the same, each is only paired with the first. */
const ALL_PAIRS = 20

/** A rule with its place in the module, and what lies under each of its keys. */
interface Sorting {
  rule: DuplicateRule
  index: number
  isSimilar: boolean
  byKey: Map<string, Member[]>
}

/**
 * Records of a module that its rules take for one: all that the actor may see, against each other. They are laid under keys first,
 * so that the work grows with their number and not with its square. Rules about fields that the actor may not read are left out.
 * Throws NOT_FOUND, FORBIDDEN.
 */
export async function findDuplicateGroups(ctx: RecordContext, { module, progress }: DuplicateSearch): Promise<FoundGroup[]> {
  const call = await openModuleCall(ctx, module, 'merge')
  const sortings = sortingsOf(call)
  if (sortings.length === 0) return []
  const total = await sortAll(call, sortings, progress)

  const pairs: Pair[] = []
  for (const sorting of sortings) {
    const found = sorting.isSimilar
      ? await similarPairs({ ...sorting, blocks: sorting.byKey.values(), step: () => progress(total, total) })
      : samePairs(sorting)
    for (const pair of found) pairs.push(pair)
  }
  return joinPairs(pairs, await loadDismissed(ctx.database, module)).slice(0, MOST_GROUPS)
}

function sortingsOf({ access, module }: ModuleCall): Sorting[] {
  return module.duplicates.flatMap((rule, index) => {
    const isReadable = rule.match.every(({ field }) => access.canRead(module.key, field))
    return isReadable ? [{ rule, index, isSimilar: rule.match.some(({ by }) => by === 'similar'), byKey: new Map() }] : []
  })
}

async function sortAll({ ctx, module }: ModuleCall, sortings: Sorting[], progress: DuplicateSearch['progress']): Promise<number> {
  const fields = [...new Set(sortings.flatMap(({ rule }) => rule.match.map(({ field }) => field)))]
  let cursor: string | undefined
  let done = 0
  let total = 0
  do {
    const query = { module: module.key, fields, limit: PAGE, cursor, count: cursor === undefined ? ('exact' as const) : ('none' as const) }
    const page = await findRecords(ctx, query, { longestPage: PAGE })
    total = page.count?.value ?? total
    for (const { id, values } of page.records) for (const sorting of sortings) sortIn(sorting, id, values)
    done += page.records.length
    cursor = page.next ?? undefined
    await progress(done, Math.max(total, done))
  } while (cursor !== undefined)
  return done
}

function sortIn({ rule, isSimilar, byKey }: Sorting, id: string, values: Values): void {
  const key = duplicateKey(rule, values)
  if (!key) return
  const texts = rule.match.filter(({ by }) => by === 'similar').map(({ field }) => comparableText(values[field] ?? null, 'similar'))
  for (const block of isSimilar ? blockKeys(texts[0] ?? '') : ['']) {
    const name = JSON.stringify([key, block])
    const members = byKey.get(name)
    if (members) members.push({ id, texts })
    else byKey.set(name, [{ id, texts }])
  }
}

function samePairs({ byKey, index }: Sorting): Pair[] {
  const pair = (one: Member, other: Member): Pair => ({ one: one.id, other: other.id, rule: index, score: 1 })
  return [...byKey.values()].flatMap((members) => {
    const firsts = members.length > ALL_PAIRS ? members.slice(0, 1) : members
    return firsts.flatMap((one, at) => members.slice(at + 1).map((other) => pair(one, other)))
  })
}
