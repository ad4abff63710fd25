import { joinTables, type Joins } from './joins.ts'
import type { QueryScope } from './query-scope.ts'
import { visibleRows } from './scope/row-predicate.ts'

/**
 * Left joins from the base table. A record that the actor may not see, or that lies in the recycle bin, joins as
 * nothing: through a reference nobody learns more than by opening the record itself.
 */
export function createJoins(scope: QueryScope, base: string): Joins {
  return joinTables(base, (joined) => visibleRows(scope, { ...joined, action: 'read' }))
}
