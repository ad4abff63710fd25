import type { FieldValue } from '../../contract/api.ts'
import { findReferring } from '../bin/find-referring.ts'
import { type InverseReference, inverseReferences } from '../bin/inverse-references.ts'
import { binItem, type BinItem } from '../bin/bin-item.ts'
import { withoutReference } from '../bin/without-reference.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { setValue } from '../hooks-batch.ts'
import { loadStored } from '../save/load-stored.ts'
import { checkTree, lockTree } from '../save/check/check-tree.ts'
import { invalid } from '../../kernel/errors.ts'
import { problemOfConstraint } from '../save/write/broken-constraint.ts'
import { updateRows } from '../save/write/write-rows.ts'
import type { OpenMerge } from './open-merge.ts'

const CHUNK = 500

/** Everything that points to one of the others points to the survivor from now on. It follows from the merge and needs no right of its own. */
export async function moveReferences(call: ModuleCall, { survivor, others }: OpenMerge): Promise<void> {
  const going = new Set(others.map(({ id }) => id))
  for (const inverse of inverseReferences(call.ctx.model, call.module.key)) {
    const there = moduleCallOf(call.ctx, { access: call.access, module: inverse.module })
    const referring = (await findReferring(there, inverse, { ids: [...going], in: 'live' })).filter((id) => !going.has(id))
    for (let at = 0; at < referring.length; at += CHUNK) {
      await moveThese(there, inverse, { ids: referring.slice(at, at + CHUNK), going, survivor: survivor.id })
    }
  }
}

interface Move {
  ids: string[]
  going: ReadonlySet<string>
  survivor: string
}

async function moveThese(there: ModuleCall, { field }: InverseReference, { ids, going, survivor }: Move): Promise<void> {
  const { ctx, module } = there
  const stored = await loadStored(there, { ids, action: 'read', lock: true })
  const items = [...stored.values()].filter((record) => !record.deleted).map((record) => binItem(record, 'update'))
  const now = ctx.clock.now().toISOString()
  for (const item of items) {
    const before = item.values[field.key] ?? null
    // The survivor cannot point to itself.
    setValue(item, field.key, item.id === survivor ? withoutReference(before, going) : replaced(before, going, survivor))
    Object.assign(item.values, { updated_at: now, updated_by: ctx.actor.userId })
  }
  await refuseCircles(there, items)
  await write(there, items)
  await ctx.hooks.run('record.saved', module, { ctx, module, items })
}

/** Two trees that become one may have a branch of each in the other. */
async function refuseCircles(there: ModuleCall, items: BinItem[]): Promise<void> {
  await lockTree(there, items)
  await checkTree(there, items)
  const problems = items.flatMap((item) => item.problems)
  if (problems.length > 0) throw invalid({ problems: problems.slice(0, 1) })
}

/** Of two records that a unique reference now makes the same, the merge cannot keep both. */
async function write(there: ModuleCall, items: BinItem[]): Promise<void> {
  try {
    await updateRows(there, items)
  } catch (error) {
    const broken = problemOfConstraint(error, there)
    throw broken && 'error' in broken ? broken.error : error
  }
}

function replaced(value: FieldValue, going: ReadonlySet<string>, survivor: string): FieldValue {
  if (Array.isArray(value)) return [...new Set(value.map((id) => (typeof id === 'string' && going.has(id) ? survivor : id)))]
  if (typeof value === 'object' && value !== null) return typeof value.id === 'string' && going.has(value.id) ? { ...value, id: survivor } : value
  return typeof value === 'string' && going.has(value) ? survivor : value
}
