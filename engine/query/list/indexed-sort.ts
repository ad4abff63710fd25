import type { Model } from '../../contract/model.ts'
import { deriveIndexes } from '../../storage/ddl/derive-indexes.ts'
import { moduleIn, type QueryScope } from '../query-scope.ts'
import type { ResolvedField } from '../resolve-path.ts'

/** Columns by which the rows of one owner stand in order in an index; known once for each module of a model. */
const known = new WeakMap<Model, Map<string, ReadonlySet<string>>>()

/** Whether `(owner, column, id)` is an index of the module's own table. */
export function isSortedByOwner(scope: QueryScope, moduleKey: string, field: ResolvedField | undefined): boolean {
  return field !== undefined && field.hops.length === 0 && ownerSorts(scope, moduleKey).has(field.column.name)
}

function ownerSorts(scope: QueryScope, moduleKey: string): ReadonlySet<string> {
  const ofModel = known.get(scope.model) ?? new Map<string, ReadonlySet<string>>()
  known.set(scope.model, ofModel)
  const sorts = ofModel.get(moduleKey) ?? new Set(readOwnerSorts(scope, moduleKey))
  ofModel.set(moduleKey, sorts)
  return sorts
}

function readOwnerSorts(scope: QueryScope, moduleKey: string): string[] {
  return deriveIndexes(moduleIn(scope, moduleKey), scope.model, scope.fieldTypes)
    .filter(({ method, keys }) => method === 'btree' && keys.length === 3 && keys[0]?.column === 'owner' && keys[2]?.column === 'id')
    .map(({ keys }) => keys[1]?.column ?? '')
}
