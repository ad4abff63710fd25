import { sql, type RawBuilder } from 'kysely'
import type { Condition } from '../contract/condition.ts'
import type { LinkModel } from '../contract/model.ts'
import { columnOf, linkTableOf } from '../storage/sql-names.ts'
import { compileCondition } from './condition/compile-condition.ts'
import { compileSearch, type CompiledSearch } from './compile-search.ts'
import type { Joins } from './joins.ts'
import type { QueryScope } from './query-scope.ts'
import { slot } from './slots.ts'
import { andScope } from './scope/row-predicate.ts'
import { createJoins } from './visible-joins.ts'

/** Which records of a module a statement is about. The actor's row scope is always added. */
export interface RowsInput {
  module: string
  filter?: Condition
  /** Text searched in all searchable fields. */
  q?: string
  /** Only the recycle bin. */
  deleted?: boolean
  /** Only records that are linked with this one; `side` is the side on which the listed records stand. */
  linkedWith?: LinkedWith
}

export interface LinkedWith {
  link: LinkModel
  side: 'left' | 'right'
  id: string
}

/** The alias of the module's table in every select. */
export const BASE = 't'
/** The alias of the link's table. */
export const LINK = 'l'
/** The record with which the listed ones are linked. */
export const LINKED_ID = sql`${slot((run) => run.linkedId)}::uuid`

/** Joins and predicate of a select over a module's table under the alias {@link BASE}. */
export interface RowSource {
  joins: Joins
  /** In three parts, since a list scopes by owner in its own way. */
  live: RawBuilder<boolean>
  scope: RawBuilder<unknown>
  /** ` and …` for filter and link, or nothing. */
  rest: RawBuilder<unknown>
  search?: CompiledSearch
}

/** Compiles filter, search and link to one predicate. Throws what {@link compileCondition} throws. */
export function compileRows(scope: QueryScope, rows: RowsInput): RowSource {
  const joins = createJoins(scope, BASE)
  const rest: RawBuilder<unknown>[] = []
  if (rows.linkedWith) rest.push(sql` and ${isLinked(rows.linkedWith)}`)
  if (rows.filter) rest.push(sql` and ${compileCondition(scope, { module: rows.module, joins }, rows.filter)}`)

  return {
    joins,
    live: sql<boolean>`${columnOf('deleted_at', BASE)} is ${sql.raw(rows.deleted ? 'not null' : 'null')}`,
    scope: andScope(scope, { module: rows.module, alias: BASE, action: scope.action }),
    rest: sql.join(rest, sql``),
    search: rows.q === undefined || rows.q.trim() === '' ? undefined : compileSearch(scope, { module: rows.module, alias: BASE }, rows.q),
  }
}

/** The whole predicate. */
export function whereOf(source: RowSource): RawBuilder<boolean> {
  const search = source.search ? sql` and ${source.search.usual}` : sql``
  return sql<boolean>`${source.live}${source.scope}${source.rest}${search}`
}

/** Columns of the link's table: the listed record, and the one that it is linked with. */
export function linkColumns({ side }: LinkedWith): { listed: string; other: string } {
  return side === 'left' ? { listed: 'left_id', other: 'right_id' } : { listed: 'right_id', other: 'left_id' }
}

function isLinked(linkedWith: LinkedWith): RawBuilder<boolean> {
  const { listed, other } = linkColumns(linkedWith)
  const match = sql`${columnOf(listed, LINK)} = ${columnOf('id', BASE)} and ${columnOf(other, LINK)} = ${LINKED_ID}`
  return sql<boolean>`exists (select from ${linkTableOf(linkedWith.link)} as ${sql.id(LINK)} where ${match})`
}
