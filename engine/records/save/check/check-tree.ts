import { sql } from 'kysely'
import { tableOf } from '../../../storage/sql-names.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { BatchItem } from '../../hooks-batch.ts'

/** No record of a module with a `parentField` may stand below itself, at any depth; CYCLE at that field. */
export async function checkTree(call: ModuleCall, items: BatchItem[]): Promise<void> {
  const key = call.module.parentField
  if (key === undefined) return
  const moved = items.filter((item) => item.changed.has(key) && typeof item.values[key] === 'string')
  if (moved.length === 0) return

  const parents = await parentsAbove(call, { key, ids: moved.map((item) => String(item.values[key])) })
  for (const item of moved) parents.set(item.id, String(item.values[key]))
  for (const item of moved) {
    if (isBelowItself(item.id, parents)) item.problems.push({ field: key, code: 'CYCLE' })
  }
}

/** Two moves that are each fine could close a circle together: moves in one module go one after the other. */
export async function lockTree(call: ModuleCall, items: BatchItem[]): Promise<void> {
  const key = call.module.parentField
  if (key === undefined || !items.some((item) => item.action === 'update' && item.changed.has(key))) return
  await call.ctx.database.query(sql`select pg_advisory_xact_lock(hashtextextended(${`mortise:tree:${call.module.key}`}, 0))`)
}

async function parentsAbove({ ctx, module }: ModuleCall, { key, ids }: { key: string; ids: string[] }): Promise<Map<string, string>> {
  const parent = sql.id(key)
  const rows = await ctx.database.query<{ id: string; parent: string }>(sql<{ id: string; parent: string }>`
    with recursive above(id, parent) as (
      select t.id, t.${parent} from ${tableOf(module.key)} t where t.id = any(${ids}::uuid[])
      union
      select t.id, t.${parent} from ${tableOf(module.key)} t join above a on t.id = a.parent
    )
    select id, parent from above where parent is not null`)
  return new Map(rows.map((row) => [row.id, row.parent]))
}

function isBelowItself(id: string, parents: Map<string, string>): boolean {
  const seen = new Set<string>()
  for (let above = parents.get(id); above !== undefined && !seen.has(above); above = parents.get(above)) {
    if (above === id) return true
    seen.add(above)
  }
  return false
}
