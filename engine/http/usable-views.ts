import type { Access } from '../access/compile-access.ts'
import { canReadPath } from '../access/readable-path.ts'
import type { Model } from '../contract/model.ts'
import type { UserView } from '../storage/user-views.ts'

/** Views that others share may filter or sort by fields that this actor may not read: such views are no use, and tell too much. */
export function usableViews(views: UserView[], { model, access, module }: { model: Model; access: Access; module: string }): UserView[] {
  const reads = (path: string) => canReadPath(model, access, { module, path })
  return views.filter(({ mine, definition }) => mine || fieldsNamed([definition.filter, definition.sort]).every(reads))
}

/** The paths in a tree of conditions or a list of sorts, whatever else was saved in it. */
function fieldsNamed(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(fieldsNamed)
  if (typeof part !== 'object' || part === null) return []
  const named = 'field' in part && typeof part.field === 'string' ? [part.field] : []
  return [...named, ...Object.values(part).flatMap(fieldsNamed)]
}
