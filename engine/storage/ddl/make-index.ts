import { createHash } from 'node:crypto'
import { LONGEST_NAME } from '../sql-names.ts'
import { createIndexText } from './ddl-text.ts'
import type { IndexCondition, IndexKey, IndexPurpose, TableIndex } from './table-spec.ts'

/** Rows that are not in the recycle bin. */
export const LIVE: IndexCondition = { column: 'deleted_at', isNull: true }

/** An index without its name. Only purpose and keys must be said. */
export interface IndexWish {
  purpose: IndexPurpose
  keys: (string | IndexKey)[]
  method?: TableIndex['method']
  include?: string[]
  unique?: boolean
  where?: IndexCondition[]
}

/** Names an index: table, keys and a hash of all that makes it what it is, within PostgreSQL's length. */
export function makeIndex(table: string, wish: IndexWish): TableIndex {
  const index: Omit<TableIndex, 'name'> = {
    purpose: wish.purpose,
    keys: wish.keys.map((key) => (typeof key === 'string' ? { column: key } : key)),
    method: wish.method ?? 'btree',
    include: wish.include ?? [],
    unique: wish.unique ?? false,
    where: wish.where ?? [LIVE],
  }
  return { name: indexName(table, index), ...index }
}

/** A key that is sorted downwards. */
export const descending = (column: string): IndexKey => ({ column, descending: true })

function indexName(table: string, index: Omit<TableIndex, 'name'>): string {
  const hash = createHash('sha256')
    .update(createIndexText(table, { ...index, name: '' }, false))
    .digest('hex')
    .slice(0, 8)
  const words = [table, ...index.keys.map((key) => key.column)].join('_')
  return `${words.slice(0, LONGEST_NAME - hash.length - 1)}_${hash}`
}
