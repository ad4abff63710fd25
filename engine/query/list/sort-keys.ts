import { sql, type RawBuilder } from 'kysely'
import type { Sort } from '../../contract/condition.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { columnOf, linkTableOf } from '../../storage/sql-names.ts'
import { refuse } from '../errors.ts'
import type { Joins } from '../joins.ts'
import { labelColumn } from '../columns/label-column.ts'
import { moduleIn, type QueryScope } from '../query-scope.ts'
import { resolveLinkField, resolvePath, type ResolvedField } from '../resolve-path.ts'
import { BASE, LINKED_ID, linkColumns, type LinkedWith, type RowsInput } from '../row-source.ts'

export const MOST_SORT_KEYS = 4

/** One key of an order. Blank values stand last in both directions. */
export interface SortKey {
  field: ResolvedField
  descending: boolean
  nullable: boolean
  /** PostgreSQL type of what is compared. */
  type: string
  /** What is compared, under the joins of a select. */
  expression(joins: Joins): RawBuilder<unknown>
}

/** An order that is complete: the id breaks ties, in the direction of the last key, so that one index serves both. */
export interface SortOrder {
  keys: SortKey[]
  idDescending: boolean
}

export interface SortInput extends Pick<RowsInput, 'module' | 'linkedWith'> {
  sort?: readonly Sort[]
}

/**
 * Resolves up to 4 sort keys. References sort by their label. Without any, the order of the module's default view,
 * or else the newest first: ids rise with time. A list over a link also sorts by its attributes: `link.<field>`.
 * Throws INVALID: UNKNOWN_FIELD, NOT_SORTABLE, TOO_MANY.
 */
export function resolveSort(scope: QueryScope, { module: moduleKey, sort, linkedWith }: SortInput): SortOrder {
  const module = moduleIn(scope, moduleKey)
  const wanted = sort && sort.length > 0 ? sort : defaultSort(scope, module)
  if (wanted.length > MOST_SORT_KEYS) throw refuse({ field: 'sort', code: 'TOO_MANY', params: { max: MOST_SORT_KEYS } })

  const keys: SortKey[] = []
  for (const each of wanted) {
    const key = sortKeyOf(scope, { module: moduleKey, linkedWith }, each)
    // After the id nothing can be decided any more.
    if (each.field === 'id') return { keys, idDescending: key.descending }
    if (!keys.some((known) => known.field.path === each.field)) keys.push(key)
  }
  return { keys, idDescending: keys.at(-1)?.descending ?? true }
}

function sortKeyOf(scope: QueryScope, { module, linkedWith }: SortInput, { field: path, order }: Sort): SortKey {
  const descending = order === 'desc'
  const attribute = linkedWith && resolveLinkField(scope, linkedWith.link, path)
  const field = attribute ?? resolvePath(scope, module, path)
  if (!field.sortable) throw refuse({ field: path, code: 'NOT_SORTABLE' })
  return linkedWith && attribute ? linkKey(attribute, linkedWith, descending) : sortKey(scope, field, descending)
}

function defaultSort(scope: QueryScope, module: ModuleModel): readonly Sort[] {
  const view = module.views.find((each) => each.default) ?? module.views[0]
  return (view?.sort ?? []).filter(({ field }) => canResolve(scope, module, field))
}

function canResolve(scope: QueryScope, module: ModuleModel, path: string): boolean {
  try {
    return resolvePath(scope, module.key, path).sortable
  } catch {
    return false
  }
}

const NEVER_NULL: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'id'])

function sortKey(scope: QueryScope, field: ResolvedField, descending: boolean): SortKey {
  const nullable = field.hops.length > 0 || !NEVER_NULL.has(field.field.key)
  const label = labelColumn(scope, field)
  if (label) return { field, descending, nullable: true, type: 'text', expression: label }
  return { field, descending, nullable, type: plainType(field), expression: (joins) => joins.columnOf(field) }
}

/** Without the length. */
function plainType({ column }: ResolvedField): string {
  return column.type.replace(/\(.*?\)/, '')
}

/** Two records are linked once at most, so that one value stands for each row. */
function linkKey(field: ResolvedField, linkedWith: LinkedWith, descending: boolean): SortKey {
  const { listed, other } = linkColumns(linkedWith)
  const on = sql`${columnOf(listed, 'a')} = ${columnOf('id', BASE)} and ${columnOf(other, 'a')} = ${LINKED_ID}`
  const value = sql`(select ${columnOf(field.column.name, 'a')} from ${linkTableOf(linkedWith.link)} as ${sql.id('a')} where ${on})`
  return { field, descending, nullable: true, type: plainType(field), expression: () => value }
}

/** `desc nulls last` and so on. `blanksApart`: blank values are not among these rows, so that the plain order of an index fits. */
export function orderTerm(expression: RawBuilder<unknown>, how: { descending: boolean; reversed: boolean; blanksApart: boolean }): RawBuilder<unknown> {
  const direction = sql.raw(how.descending === how.reversed ? ' asc' : ' desc')
  const blanks = sql.raw(how.reversed ? ' nulls first' : ' nulls last')
  return how.blanksApart ? sql`${expression}${direction}` : sql`${expression}${direction}${blanks}`
}
