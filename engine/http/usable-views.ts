import type { Access } from '../access/compile-access.ts'
import { canReadPath } from '../access/readable-path.ts'
import type { Model } from '../contract/model.ts'
import type { UserView } from '../storage/user-views.ts'

/**
 * The views as this actor may use them. One that somebody else shares and that filters or sorts by a field which the actor may not read
 * is no use, and tells too much; of the columns and totals only those are told that they may read.
 */
export function usableViews(views: UserView[], { model, access, module }: { model: Model; access: Access; module: string }): UserView[] {
  const reads = (path: string) => canReadPath(model, access, { module, path })
  return views.filter(({ mine, definition }) => mine || fieldsNamed([definition.filter, definition.sort]).every(reads)).map((view) => readable(view, reads))
}

function readable({ definition, ...view }: UserView, reads: (path: string) => boolean): UserView {
  const lists = Object.entries(definition).filter(([key]) => key === 'columns' || key === 'totals')
  const kept = lists.map(([key, paths]) => [key, Array.isArray(paths) ? paths.filter((path) => typeof path === 'string' && reads(path)) : paths])
  return { ...view, definition: { ...definition, ...Object.fromEntries(kept) } }
}

/** The paths in a tree of conditions or a list of sorts, whatever else was saved in it. */
function fieldsNamed(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(fieldsNamed)
  if (typeof part !== 'object' || part === null) return []
  const named = 'field' in part && typeof part.field === 'string' ? [part.field] : []
  return [...named, ...Object.values(part).flatMap(fieldsNamed)]
}
