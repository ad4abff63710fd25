import type { ListQuery, ListResult } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { aggregateRecords, listRecords } from '../../../api/records.ts'
import { conditionOfColumn } from './board-column.ts'

/** What a board is made of: the list as it is asked for, in columns by a field. */
export interface BoardSource {
  module: ModuleModel
  field: FieldModel
  query: ListQuery
  signal: AbortSignal
}

export interface ColumnFigures {
  count: number
  sum: string | null
}

/** How many records each column holds, and what their amounts add up to in the base currency. */
export async function readFigures({ module, field, query, signal }: BoardSource): Promise<Map<string | null, ColumnFigures>> {
  const sum = module.amountField ? [{ fn: 'sum' as const, field: module.amountField }] : []
  const measures = [{ fn: 'count' as const }, ...sum]
  const { rows } = await aggregateRecords({ module: module.key, filter: query.filter, q: query.q, groupBy: [{ field: field.key }], measures }, signal)
  return new Map(
    rows.map(({ group, measures: [count, amount] }) => [(group[0] as string | null | undefined) ?? null, { count: Number(count ?? 0), sum: amount ?? null }]),
  )
}

/** A page of the records of one column. */
export function readCards({ field, query, signal }: BoardSource, page: { key: string | null; cursor?: string; limit: number }): Promise<ListResult> {
  const { key, ...rest } = page
  return listRecords({ ...query, ...rest, filter: conditionOfColumn(query.filter, field.key, key), count: 'none', totals: undefined }, signal)
}
