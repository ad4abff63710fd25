import type { FieldValue } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { isBlank, setValue } from '../hooks-batch.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { loadStored } from './load-stored.ts'
import type { FieldShape, ModuleShape } from '../call/module-shape.ts'
import type { SaveItem } from './save-request.ts'

/** A field that is fetched from a record that another field refers to: `copyFrom: "account.phone"`. */
interface Copy {
  to: FieldShape
  through: FieldShape
  from: string
}

/**
 * Fetches values from referenced records when the reference changes. Read-only fields always follow;
 * one that people may edit is only filled where it is blank, and never over what was sent.
 */
export async function copyFromReferences(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const copies = call.shape.fields.flatMap((to) => copyOf(call.shape, to) ?? [])
  for (const through of new Set(copies.map((copy) => copy.through))) {
    const affected = items.filter((item) => item.changed.has(through.field.key) && !isBlank(item.values[through.field.key]))
    if (affected.length > 0) await copyThrough(call, { through, copies: copies.filter((copy) => copy.through === through) }, affected)
  }
}

function copyOf(shape: ModuleShape, to: FieldShape): Copy | null {
  const [head, from] = to.field.copyFrom?.split('.') ?? []
  const through = head === undefined ? undefined : shape.byKey.get(head)
  return through && from !== undefined ? { to, through, from } : null
}

async function copyThrough(call: ModuleCall, { through, copies }: { through: FieldShape; copies: Copy[] }, items: SaveItem[]): Promise<void> {
  for (const [target, ids] of targetsOf(call, through, items)) {
    const there = moduleCallOf(call.ctx, { access: call.access, module: target })
    const stored = await loadStored(there, { ids: [...ids], action: 'read', lock: false })
    for (const item of items) {
      const source = stored.get(referredId(item.values[through.field.key]) ?? '')
      // What the actor may not see must not come into their sight through a copy.
      if (source?.mayRead && !source.deleted) copyInto(there, item, { copies, values: source.values })
    }
  }
}

function copyInto(there: ModuleCall, item: SaveItem, source: { copies: Copy[]; values: Record<string, FieldValue> }): void {
  for (const { to, from } of source.copies) {
    if (item.sent.has(to.field.key) || !there.access.canRead(there.module.key, from)) continue
    if (to.field.readOnly || isBlank(item.values[to.field.key])) setValue(item, to.field.key, source.values[from] ?? null)
  }
}

function targetsOf({ ctx }: ModuleCall, through: FieldShape, items: SaveItem[]): Map<ModuleModel, Set<string>> {
  const targets = new Map<ModuleModel, Set<string>>()
  for (const item of items) {
    const value = item.values[through.field.key]
    const id = referredId(value)
    const key = typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value.module) : through.field.to?.[0]
    const module = key === undefined ? undefined : ctx.model.modules[key]
    if (id === null || !module) continue
    targets.set(module, (targets.get(module) ?? new Set()).add(id))
  }
  return targets
}

function referredId(value: FieldValue | undefined): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value.id) : null
}
