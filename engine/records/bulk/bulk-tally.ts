import type { BulkReason, BulkReport, BulkSkipped } from '../../contract/bulk.ts'
import type { Problem } from '../../contract/api.ts'
import { messageOf, problemsInWords } from '../../kernel/messages/problem-messages.ts'
import { namesOf } from '../read/names-of.ts'
import type { ModuleCall } from '../call/module-call.ts'
import type { BulkOutcome } from './apply-operation.ts'

/** What became of some records, small enough to be kept for each step. */
export type BulkTally = Omit<BulkReport, 'total'>

const MOST_SAMPLES = 100

/** Counts outcomes and says of the skipped why, each with its name. */
export async function tallyOf(call: ModuleCall, outcomes: BulkOutcome[]): Promise<BulkTally> {
  const failed = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome] : []))
  const changed = outcomes.filter((outcome) => 'changed' in outcome && outcome.changed).length
  const { locale } = call.ctx.actor
  const ids = failed.slice(0, MOST_SAMPLES).map(({ id }) => id)
  const named = await namesOf(call.ctx, { module: call.module.key, ids })
  const skipped = failed.map(({ id, error }): BulkSkipped => {
    const problems = problemsInWords(error.details.problems ?? [], locale)
    return { id, name: named.get(id) ?? null, code: error.code, problems }
  })
  return {
    changed,
    unchanged: outcomes.length - failed.length - changed,
    skipped: failed.length,
    reasons: skipped.flatMap((record) => reasonsOf(record, call)).reduce(addReason, []),
    samples: skipped.slice(0, MOST_SAMPLES),
  }
}

/** Two tallies as one. */
export function addTallies(one: BulkTally, other: BulkTally): BulkTally {
  return {
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    skipped: one.skipped + other.skipped,
    reasons: other.reasons.reduce(addReason, one.reasons),
    samples: [...one.samples, ...other.samples].slice(0, MOST_SAMPLES),
  }
}

export const NO_TALLY: BulkTally = { changed: 0, unchanged: 0, skipped: 0, reasons: [], samples: [] }

/** One reason for each record: the first problem stands for those that follow from it. */
function reasonsOf({ code, problems }: BulkSkipped, { ctx }: ModuleCall): BulkReason[] {
  const [first] = problems as (Problem | undefined)[]
  if (!first) return [{ code, message: messageOf(code, {}, ctx.actor.locale) ?? code, count: 1 }]
  return [{ code: first.code, ...(first.field !== undefined && { field: first.field }), message: first.message ?? first.code, count: 1 }]
}

function addReason(reasons: BulkReason[], reason: BulkReason): BulkReason[] {
  const same = ({ code, field, message }: BulkReason) => code === reason.code && field === reason.field && message === reason.message
  if (!reasons.some(same)) return [...reasons, reason]
  return reasons.map((known) => (same(known) ? { ...known, count: known.count + reason.count } : known))
}
