import type { Count, CountMode, ListResult, RecordData } from '../contract/api.ts'
import type { Sort } from '../contract/condition.ts'
import type { RecordAction } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { countRecords } from './count-statement.ts'
import { decodeCursor, encodeCursor, listHash, type CursorCheck, type CursorPosition } from './list/cursor.ts'
import { refuse } from './errors.ts'
import { keptPlan, linkSide, rowsPlan } from './kept-plan.ts'
import { compileList, type ListShape } from './list/list-statement.ts'
import { ownerReading } from './list/owner-reading.ts'
import { queryScopeOf, type QueryRights, type QueryScope } from './query-scope.ts'
import { asRecord, type DecodedRow, type Decoder } from './columns/row-columns.ts'
import type { RowsInput } from './row-source.ts'
import { hasFewOwners } from './search-candidates.ts'
import { compileWithSlots, fillSlots, runOf, type SlottedStatement } from './slots.ts'
import { resolveSort, type SortOrder } from './list/sort-keys.ts'
import { isStable } from './condition/stable-filter.ts'
import { sumRecords } from './totals-statement.ts'

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
  /** What the actor may do with a row; fills `can`. */
  can?: (row: Pick<DecodedRow, 'ownerId' | 'reached'>) => RecordData['can']
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
  const order = orderOf(scope, input)
  const check = cursorCheck(input, order)
  const position = input.cursor === undefined ? null : decodeCursor(input.cursor, check)

  const ask: Asks = {
    page: () => readPage(ctx, scope, { input, order, position, limit }),
    count: async () => (input.count && input.count !== 'none' ? countRecords(ctx, scope, { rows: input, mode: input.count }) : undefined),
    totals: async () => (input.totals && input.totals.length > 0 ? sumRecords(ctx, scope, { rows: input, fields: input.totals }) : undefined),
  }
  const [read, counted, summed] = ctx.database.inTransaction ? await inTurn(ask) : await Promise.all([ask.page(), ask.count(), ask.totals()])

  const records = read.rows.map((row) => asRecord(row, input.can?.(row) ?? {}))
  return { records, ...cursorsOf(read, { position, check }), ...(counted && { count: counted }), ...(summed && { totals: summed }) }
}

/** Compiles a list and asks nothing: throws what the list itself would throw. */
export function checkList(ctx: Context, rights: QueryRights, input: Omit<ListInput, 'cursor'>): void {
  const scope = queryScopeOf(ctx, rights, input.action)
  listPlan(scope, { ...input, order: orderOf(scope, input), cursor: null, rows: limitOf(input) + 1 })
}

function orderOf(scope: QueryScope, input: ListInput): SortOrder {
  return keptPlan(scope, ['sort', input.module, input.sort, linkSide(input)], () => resolveSort(scope, input))
}

interface Asks {
  page(): Promise<Page>
  count(): Promise<Count | undefined>
  totals(): Promise<Record<string, string> | undefined>
}

/** The pool answers side by side; a transaction has only one connection. */
async function inTurn(ask: Asks): Promise<[Page, Count | undefined, Record<string, string> | undefined]> {
  return [await ask.page(), await ask.count(), await ask.totals()]
}

interface Page {
  rows: DecodedRow[]
  /** Where a cursor would stand: the places of the first and the last row. */
  ends: [first: Place, last: Place] | null
  /** There are more in the direction of reading. */
  more: boolean
}

type Place = Pick<CursorPosition, 'values' | 'id'>

interface Asked {
  input: ListInput
  order: SortOrder
  position: CursorPosition | null
  limit: number
}

async function readPage(ctx: Context, scope: QueryScope, { input, order, position, limit }: Asked): Promise<Page> {
  const cursor = position && { direction: position.direction, blanks: position.values.map((value) => value === null) }
  const { statement, decode } = listPlan(scope, { ...input, order, cursor, rows: limit + 1 })
  const run = runOf(ctx, scope.rights, { cursor: position, linkedId: input.linkedWith?.id ?? null })
  const found = await ctx.database.query<Record<string, unknown>>(fillSlots(statement, run))
  const page = found.length > limit ? found.slice(0, limit) : found
  if (position?.direction === 'previous') page.reverse()
  const rows = page.map(decode)
  const placeAt = (index: number): Place => ({ values: order.keys.map((_, key) => page.at(index)?.[`k${key}`] as string | null), id: rows.at(index)?.id ?? '' })
  return { rows, ends: rows.length > 0 ? [placeAt(0), placeAt(-1)] : null, more: found.length > limit }
}

function listPlan(scope: QueryScope, shape: ListShape): { statement: SlottedStatement; decode: Decoder } {
  const { filter, q, order, cursor, rows, fields } = shape
  const keys = order.keys.map(({ field, descending }) => [field.path, descending])
  const kind = ['list', keys, order.idDescending, cursor, rows, fields, hasFewOwners(scope, shape.module), ownerReading(scope, shape)]
  return rowsPlan(scope, { kind, rows: shape }, () => {
    const { fragment, decode } = compileList(scope, shape)
    return { statement: compileWithSlots(fragment, q === undefined && isStable(filter, order.keys[0]?.field.path)), decode }
  })
}

/** Coming from one side, there is a page on that side; on the other there is one if more rows were found. */
function cursorsOf({ ends, more }: Page, { position, check }: { position: CursorPosition | null; check: CursorCheck }): Pick<ListResult, 'next' | 'previous'> {
  if (!ends) return { next: null, previous: null }
  const [first, last] = ends
  const backwards = position?.direction === 'previous'
  return {
    next: backwards || more ? encodeCursor({ direction: 'next', ...last }, check) : null,
    previous: (backwards ? more : position !== null) ? encodeCursor({ direction: 'previous', ...first }, check) : null,
  }
}

function cursorCheck(input: ListInput, order: SortOrder): CursorCheck {
  const { module, filter, q, deleted, linkedWith } = input
  const keys = order.keys.map(({ field, descending }) => [field.path, descending])
  const link = linkedWith && [linkedWith.link.key, linkedWith.side, linkedWith.id]
  return { list: listHash(JSON.stringify([module, filter, q, deleted, link, keys, order.idDescending])), types: order.keys.map((key) => key.type) }
}

function limitOf({ limit = USUAL_PAGE, longestPage = LONGEST_PAGE }: ListInput): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) throw refuse({ field: 'limit', code: 'LIMIT', params: { min: 1, max: longestPage } })
  return limit
}
