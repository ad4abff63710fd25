import type { Condition } from '../../../../engine/contract/condition.ts'
import type { RecordData } from '../../../../engine/contract/api.ts'

/** One column of a board: a value of the status, or none. */
export interface BoardColumn {
  /** null: records without a status. */
  key: string | null
  label: string
  color?: string
  /** How many it should hold at most. */
  limit?: number
  rows: RecordData[]
  next: string | null
  isLoading: boolean
  /** How many records it holds in all, and what their amounts add up to in the base currency. */
  count: number
  sum: string | null
}

/** The records of one column among those of the list. */
export function conditionOfColumn(filter: Condition | undefined, field: string, key: string | null): Condition {
  const own: Condition = key === null ? { field, op: 'is_blank' } : { field, op: 'is', value: key }
  return filter ? { all: [filter, own] } : own
}

/** What a key does on a card: goes to another card, or takes the card along. */
export type BoardStep = { kind: 'focus' | 'move'; columns: number; rows: number }

/** Arrows go from card to card; with Alt, sideways, they move the card. null: the key means nothing here. */
export function boardStep(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>): BoardStep | null {
  const columns = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  const rows = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (event.ctrlKey || event.metaKey || (columns === 0 && rows === 0)) return null
  if (event.altKey) return columns === 0 ? null : { kind: 'move', columns, rows: 0 }
  return { kind: 'focus', columns, rows }
}

/** Puts a record into a column, out of any other. */
export function placeRecord(columns: BoardColumn[], record: RecordData, { key, index }: { key: string | null; index: number }): void {
  for (const column of columns) {
    const others = column.rows.filter((row) => row.id !== record.id)
    if (column.key === key) column.rows = [...others.slice(0, index), record, ...others.slice(index)]
    else if (others.length < column.rows.length) column.rows = others
  }
}

/** Whether a column holds more than it should. */
export function isOver({ count, limit }: Pick<BoardColumn, 'count' | 'limit'>): boolean {
  return limit !== undefined && count > limit
}
