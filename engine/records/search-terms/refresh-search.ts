import { sql } from 'kysely'
import { accessOf } from '../../access/access-of.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { tableOf } from '../../storage/sql-names.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored } from '../save/load-stored.ts'
import { rowsSource } from '../save/write/rows-source.ts'
import { searchTermsOf } from './search-terms-of.ts'

const CHUNK = 500

/** Makes the search terms of all records of a module anew, those in the recycle bin included. No version moves, nothing is logged. Says whether there were any records. */
export async function refreshSearch(ctx: RecordContext, module: ModuleModel): Promise<boolean> {
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  let after: string | null = null
  for (;;) {
    const ids: string[] = await idsAfter(call, after)
    const last = ids.at(-1)
    if (last === undefined) return after !== null
    await refreshChunk(call, ids)
    after = last
  }
}

async function idsAfter({ ctx, module }: ModuleCall, after: string | null): Promise<string[]> {
  const rows = await ctx.database.query<{ id: string }>(sql<{ id: string }>`
    select t.id from ${tableOf(module.key)} t where (${after}::uuid is null or t.id > ${after}::uuid) order by t.id limit ${CHUNK}`)
  return rows.map((row) => row.id)
}

/** A record that somebody saves meanwhile gets its terms from that save: its version is another one then. */
async function refreshChunk(call: ModuleCall, ids: string[]): Promise<void> {
  const stored = [...(await loadStored(call, { ids, action: 'read', lock: false })).values()]
  const source = rowsSource([
    { name: 'id', type: 'uuid', cells: stored.map((record) => record.id) },
    { name: 'version', type: 'integer', cells: stored.map((record) => record.version) },
    { name: 'terms', type: 'tsvector', cells: stored.map((record) => searchTermsOf(call, record.values)) },
  ])
  await call.ctx.database.query(sql`
    update ${tableOf(call.module.key)} t set search_vector = s.terms from ${source} s
    where t.id = s.id and t.version = s.version and t.search_vector is distinct from s.terms`)
}
