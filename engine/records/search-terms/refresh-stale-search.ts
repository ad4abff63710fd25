import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ModuleModel } from '../../contract/model.ts'
import { searchedFields } from '../../query/search-terms.ts'
import type { Context } from '../../storage/context.ts'
import type { RecordContext } from '../record-context.ts'
import { SYSTEM_PRINCIPAL } from '../save/write/keep-principals.ts'
import { refreshSearch } from './refresh-search.ts'

/** Grows when the terms themselves are made in another way. */
const TERMS = 1

/**
 * Makes the search terms of records anew where the metadata has changed what is searched or what counts as a duplicate. To be called
 * now and then; costs one statement where nothing is stale. Re-entrant: a module that was not finished is begun again.
 */
export async function refreshStaleSearch(ctx: RecordContext): Promise<string[]> {
  const rows = await ctx.database.query<{ key: string; value: string }>(sql<{ key: string; value: string }>`
    select key, value #>> '{}' as value from app.preference where user_id = ${SYSTEM_PRINCIPAL} and key like 'search-terms:%'`)
  const known = new Map(rows.map(({ key, value }) => [key, value]))
  const refreshed: string[] = []
  for (const module of Object.values(ctx.model.modules)) {
    const key = `search-terms:${module.key}`
    const signature = signatureOf(ctx, module)
    if (known.get(key) === signature) continue
    if (await refreshSearch(ctx, module)) refreshed.push(module.key)
    await remember(ctx, key, signature)
  }
  return refreshed
}

function signatureOf(ctx: Context, module: ModuleModel): string {
  const fields = searchedFields(module, ctx.fieldTypes).map(({ key, type }) => [key, type])
  return createHash('sha256')
    .update(JSON.stringify([TERMS, module.nameField, fields, module.duplicates]))
    .digest('base64url')
    .slice(0, 22)
}

async function remember({ database }: RecordContext, key: string, signature: string): Promise<void> {
  await database.query(sql`
    insert into app.preference (user_id, key, value) values (${SYSTEM_PRINCIPAL}, ${key}, to_jsonb(${signature}::text))
    on conflict (user_id, key) do update set value = excluded.value`)
}
