import type { CountMode, ListResult, RecordData } from '../contract/api.ts'
import type { Sort } from '../contract/condition.ts'
import type { RecordAction } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { countRecords } from './count-statement.ts'
import { decodeCursor, encodeCursor, type CursorCheck, type CursorPosition } from './cursor.ts'
import { refuse } from './errors.ts'
import { compileList } from './list-statement.ts'
import { queryScopeOf, type QueryRights, type QueryScope } from './query-scope.ts'
import type { RowsInput } from './row-source.ts'
import { runOf, statementOf } from './slots.ts'
import { resolveSort, type SortOrder } from './sort-keys.ts'
import { sumRecords } from './totals-statement.ts'
import type { DecodedRow } from './row-columns.ts'

export const LONGEST_PAGE = 200
const USUAL_PAGE = 50

/** A list as records/ asks for it: the view is already merged into filter, sort and fields. */
export interface ListInput extends RowsInput {
  sort?: readonly Sort[]
  /** Paths of the fields that are wanted (`amount`, `account`, `account.industry`). */
  fields: readonly string[]
  limit?: number
  cursor?: string
  count?: CountMode
  /** Fields to sum over all records that match. */
  totals?: readonly string[]
  /** Which records: those that may be read (the default), exported, updated … */
  action?: RecordAction
  /** What the actor may do with a record of this owner; fills `can`. */
  can?: (ownerId: string) => RecordData['can']
  /** Jobs read longer pages than requests may; 200 if absent. */
  longestPage?: number
}

/**
 * A page of records with labels, in one statement; count and totals, if wanted, beside it.
 * Throws INVALID: UNKNOWN_FIELD, OPERATOR, NOT_SORTABLE, CURSOR, LIMIT and the codes of the field types.
 */
export async function findRecords(ctx: Context, rights: QueryRights, input: ListInput): Promise<ListResult> {
  const scope = queryScopeOf(ctx, rights, input.action)
  const limit = limitOf(input)
  const order = resolveSort(scope, input.module, input.sort)
  const check = cursorCheck(input, order)
  const position = input.cursor === undefined ? null : decodeCursor(input.cursor, check)

  const [page, count, totals] = await Promise.all([
    readPage(ctx, scope, { input, order, position, limit }),
    input.count && input.count !== 'none' ? countRecords(ctx, scope, { rows: input, mode: input.count }) : undefined,
    input.totals && input.totals.length > 0 ? sumRecords(ctx, scope, { rows: input, fields: input.totals }) : undefined,
  ])

  const cursors = cursorsOf(page, { position, check })
  const records = page.rows.map(({ record: { ownerId, ...record } }): RecordData => ({ ...record, can: input.can?.(ownerId) ?? {} }))
  return { records, ...cursors, ...(count && { count }), ...(totals && { totals }) }
}

interface Page {
  rows: { record: DecodedRow; keys: (string | null)[] }[]
  /** There are more in the direction of reading. */
  more: boolean
}

interface Asked {
  input: ListInput
  order: SortOrder
  position: CursorPosition | null
  limit: number
}

async function readPage(ctx: Context, scope: QueryScope, { input, order, position, limit }: Asked): Promise<Page> {
  const cursor = position && { direction: position.direction, blanks: position.values.map((value) => value === null) }
  const { fragment, decode } = compileList(scope, { ...input, order, cursor })
  const statement = statementOf(fragment, runOf(ctx, scope.rights, { cursor: position, limit: limit + 1 }))
  const found = await ctx.database.query<Record<string, unknown>>(statement)
  const rows = found.slice(0, limit).map((row) => ({ record: decode(row), keys: order.keys.map((_, index) => row[`k${index}`] as string | null) }))
  return { rows: position?.direction === 'previous' ? rows.reverse() : rows, more: found.length > limit }
}

/** Coming from one side, there is a page on that side; on the other there is one if more rows were found. */
function cursorsOf({ rows, more }: Page, { position, check }: { position: CursorPosition | null; check: CursorCheck }): Pick<ListResult, 'next' | 'previous'> {
  const backwards = position?.direction === 'previous'
  const at = (row: Page['rows'][number] | undefined, direction: CursorPosition['direction']) =>
    row ? encodeCursor({ direction, values: row.keys, id: row.record.id }, check) : null
  return {
    next: backwards || more ? at(rows.at(-1), 'next') : null,
    previous: (backwards ? more : position !== null) ? at(rows[0], 'previous') : null,
  }
}

function cursorCheck(input: ListInput, order: SortOrder): CursorCheck {
  const { module, filter, q, deleted, linkedWith } = input
  const keys = order.keys.map(({ field, descending }) => [field.path, descending])
  const link = linkedWith && [linkedWith.link.key, linkedWith.side, linkedWith.id]
  return { list: JSON.stringify([module, filter, q, deleted, link, keys, order.idDescending]), types: order.keys.map((key) => key.type) }
}

function limitOf({ limit = USUAL_PAGE, longestPage = LONGEST_PAGE }: ListInput): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) throw refuse({ field: 'limit', code: 'LIMIT', params: { min: 1, max: longestPage } })
  return limit
}
