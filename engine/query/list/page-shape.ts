import { sql, type RawBuilder } from 'kysely'
import type { RowsInput } from '../row-source.ts'
import type { CursorShape } from './keyset.ts'
import type { SortOrder } from './sort-keys.ts'

/** What decides about the text of a page. */
export interface PageShape extends RowsInput {
  order: SortOrder
  cursor: CursorShape | null
  /** How many rows are read: one more than the page holds tells whether there is another page. */
  rows: number
}

/** How many rows are read. It stands in the text: a planner that does not know it expects a tenth of the table. */
export function rowLimit({ rows }: Pick<PageShape, 'rows'>): RawBuilder<unknown> {
  return sql.raw(String(rows))
}
