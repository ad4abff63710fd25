import { sql, type RawBuilder } from 'kysely'
import { tableOf } from '../storage/sql-names.ts'
import type { QueryScope } from './query-scope.ts'
import { BASE, type RowSource } from './row-source.ts'

/** Up to so many owners, each is asked for its own rows in order; above, one ordered scan tests the owner of each row. */
export const MOST_OWNERS_ONE_BY_ONE = 50
/** What is found more often than this is found sooner row by row than by the index. */
const MOST_MATCHES = 5_000
const MOST_CANDIDATES = 20_000

/** Whether the actor sees the records of few owners. Part of what decides about a text, beside the shape of the rows. */
export function hasFewOwners(scope: QueryScope, module: string): boolean {
  const rows = scope.rights.rowScope(module, scope.action)
  return rows.kind === 'owners' && rows.owners.length <= MOST_OWNERS_ONE_BY_ONE
}

/** What the index finds for a search: `fits` says whether a candidate matches. More than `most` rows: the words are common. */
export interface SearchCandidates {
  select: RawBuilder<unknown>
  most: RawBuilder<unknown>
}

/**
 * The candidates of a search. Of few owners there are few rows to go through, however rare the words are among them:
 * so the candidates of all owners are taken as they come, without a look at who owns them, and only so many.
 * Of many owners or all, only what really matches counts.
 */
export function searchCandidates(scope: QueryScope, wanted: { module: string; columns: RawBuilder<unknown> }, source: RowSource): SearchCandidates {
  const { live, scope: owned, rest, search } = source
  const few = hasFewOwners(scope, wanted.module)
  const most = few ? MOST_CANDIDATES : MOST_MATCHES
  const fits = sql` and ${search?.check}`
  const columns = sql`${wanted.columns}, ${few ? sql`(true${owned}${rest}${fits})` : sql`true`} as fits`
  const where = few ? sql`${live} and ${search?.inIndex}` : sql`${live}${owned}${rest} and ${search?.inIndex}${fits}`
  const from = sql`${tableOf(wanted.module)} as ${sql.id(BASE)}${source.joins.clause()}`
  return { select: sql`select ${columns} from ${from} where ${where} limit ${sql.raw(String(most + 1))}`, most: sql.raw(String(most)) }
}
