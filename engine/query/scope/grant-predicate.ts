import { sql, type RawBuilder } from 'kysely'
import type { Condition } from '../../contract/condition.ts'
import type { RowGrant } from '../../contract/row-scope.ts'
import { AppError } from '../../kernel/errors.ts'
import { columnsOf } from '../../storage/columns.ts'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { compileCondition } from '../condition/compile-condition.ts'
import { joinTables } from '../joins.ts'
import { moduleIn, type QueryRights, type QueryScope } from '../query-scope.ts'
import { grantSlot, type ScopePlace } from './scope-slots.ts'

export interface GrantPlace extends ScopePlace {
  alias: string
  /** The statement goes through many rows in their order. */
  inOrder?: boolean
}

/** What an admin wrote into a rule holds whatever the actor may read. */
const RULE_RIGHTS: QueryRights = { key: 'rule', canRead: () => true, rowScope: () => ({ kind: 'all' }), team: [] }

/** Whether the nth grant of the scope at a place opens the row under its alias; null counts as no. */
export function grantPredicate(scope: QueryScope, place: GrantPlace, { index }: { index: number }): RawBuilder<boolean> {
  const grant = grantAt(scope, place, index)
  if (!grant) return sql<boolean>`false`
  if (grant.kind === 'condition') return meets(scope, { module: place.module, alias: place.alias }, grant.filter)
  if (grant.kind === 'ids') return sql<boolean>`${columnOf('id', place.alias)} = any(${grantSlot(place, index)})`
  return grant.kind === 'shares' ? isShared(place, { index, write: grant.write }) : isRelated(scope, place, { index, grant })
}

function grantAt(scope: QueryScope, { module, action, path }: ScopePlace, index: number): RowGrant | undefined {
  let rows = scope.rights.rowScope(module, action)
  for (const part of path) {
    const inner = rows.kind === 'parent' ? rows[part] : undefined
    if (!inner) return undefined
    rows = inner
  }
  return rows.kind === 'owners' ? rows.also?.[index] : undefined
}

/**
 * By the primary key of one row, or by the index of the principals for many: PostgreSQL chooses. In the order of the rows what is shared is
 * put into a hash table once; left to choose, the planner takes that for so dear that it plans anew every time.
 */
function isShared(place: GrantPlace, { index, write }: { index: number; write: boolean }): RawBuilder<boolean> {
  const id = columnOf('id', place.alias)
  const mine = sql`s.module = ${place.module} and s.principal = any(${grantSlot(place, index)})${write ? sql` and s.access = 'write'` : sql``}`
  if (place.inOrder) return sql<boolean>`${id} in (select s.record from app.record_share as s where ${mine})`
  return sql<boolean>`exists (select from app.record_share as s where s.record = ${id} and ${mine})`
}

function isRelated(
  scope: QueryScope,
  place: GrantPlace,
  { index, grant }: { index: number; grant: Extract<RowGrant, { kind: 'related' }> },
): RawBuilder<boolean> {
  const alias = `${place.alias}_r`
  const field = moduleIn(scope, place.module).fields.find((each) => each.key === grant.field)
  if (!field) return sql<boolean>`false`
  const isOneOfSeveral = columnsOf(field, scope.fieldTypes).some(({ name }) => name === `${field.key}_module`)
  const module = isOneOfSeveral ? sql`${columnOf(`${field.key}_module`, place.alias)} = ${grant.module} and ` : sql``
  const shared = grant.filter ? meets(scope, { module: grant.module, alias }, grant.filter) : sql`${columnOf('owner', alias)} = any(${grantSlot(place, index)})`
  return sql<boolean>`(${module}exists (select from ${tableOf(grant.module)} as ${sql.id(alias)} where ${columnOf('id', alias)} = ${columnOf(field.key, place.alias)} and ${columnOf('deleted_at', alias)} is null and ${shared}))`
}

/** A record in the recycle bin is nothing that a rule could speak of. */
const stillThere = ({ alias }: { alias: string }) => sql`${columnOf('deleted_at', alias)} is null`

/** A rule that names what is gone shares nothing: it must not take every list with it. */
function meets(scope: QueryScope, { module, alias }: { module: string; alias: string }, filter: Condition): RawBuilder<boolean> {
  const asRule: QueryScope = { ...scope, rights: RULE_RIGHTS, action: 'read' }
  try {
    const joins = joinTables(alias, stillThere)
    const direct = compileCondition(asRule, { module, joins }, filter)
    // As it stands: a test of the test would fit no index.
    if (joins.isEmpty()) return sql<boolean>`(${direct})`
    // Paths through references are joined in a select of their own.
    const inner = `${alias}_c`
    const own = joinTables(inner, stillThere)
    const condition = compileCondition(asRule, { module, joins: own }, filter)
    return sql<boolean>`exists (select from ${tableOf(module)} as ${sql.id(inner)}${own.clause()} where ${columnOf('id', inner)} = ${columnOf('id', alias)} and ${condition})`
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return sql<boolean>`false`
    throw error
  }
}
