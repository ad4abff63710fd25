import { sql } from 'kysely'
import { tableOf } from '../../storage/sql-names.ts'
import type { ModuleCall } from '../call/module-call.ts'
import type { ReferredKind } from '../save/referred-records.ts'

/** Which of the records that are pointed to are there and not in the recycle bin. */
export async function findLive({ ctx }: ModuleCall, pointers: { kind: ReferredKind; id: string }[]): Promise<Set<string>> {
  const live = new Set<string>()
  const byModule = Map.groupBy(pointers, ({ kind }) => (typeof kind === 'object' ? kind.module : ''))
  for (const [module, group] of byModule) {
    if (!Object.hasOwn(ctx.model.modules, module)) continue
    const rows = await ctx.database.query<{ id: string }>(sql<{ id: string }>`
      select t.id from ${tableOf(module)} t where t.id = any(${group.map(({ id }) => id)}::uuid[]) and t.deleted_at is null`)
    for (const row of rows) live.add(row.id)
  }
  return live
}
