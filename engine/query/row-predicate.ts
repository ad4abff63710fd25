import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../contract/model.ts'
import { columnOf } from '../storage/sql-names.ts'
import type { QueryScope } from './query-scope.ts'
import { ownersSlot } from './slots.ts'

export interface RowsOf {
  module: string
  alias: string
  action: RecordAction
}

/** The rows of a module that are not in the recycle bin and that the actor may reach. */
export function visibleRows(scope: QueryScope, rows: RowsOf): RawBuilder<boolean> {
  return sql<boolean>`${columnOf('deleted_at', rows.alias)} is null${andScope(scope, rows)}`
}

/** ` and …` for the actor's row scope; nothing for who sees all. */
export function andScope(scope: QueryScope, { module, alias, action }: RowsOf): RawBuilder<unknown> {
  const rows = scope.rights.rowScope(module, action)
  if (rows.kind === 'all') return sql``
  if (rows.kind === 'none') return sql` and false`
  return sql` and ${columnOf('owner', alias)} = any(${ownersSlot(module, action)})`
}
