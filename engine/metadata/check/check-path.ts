import type { ModuleModel } from '../../contract/model.ts'
import type { SourceFile } from '../layers/sources.ts'
import type { CheckScope } from './check-scope.ts'
import { resolvePath, type ResolvedPath } from './resolve-path.ts'

/** Where in which file a name stands. */
export interface Place {
  file: SourceFile<unknown>
  pointer: string
}

/** What a field must be able to do where it is named. `why` ends the sentence "… cannot be named here:". */
export interface Demand {
  fits(at: ResolvedPath): boolean
  why: string
}

/** Resolves a path and reports when it leads nowhere or to a field that does not fit. */
export function checkPath(
  scope: CheckScope,
  place: Place,
  { module, path, demand }: { module: ModuleModel; path: string; demand?: Demand },
): ResolvedPath | null {
  const result = resolvePath(scope, module, path)
  if (!result.ok) {
    if (result.fault) scope.report(place.file, { pointer: place.pointer, ...result.fault })
    return null
  }
  if (demand && !demand.fits(result.at)) {
    scope.report(place.file, { pointer: place.pointer, reason: `"${path}" (${result.at.type.name}) does not fit here: ${demand.why}` })
    return null
  }
  return result.at
}

export const SORTABLE: Demand = { fits: ({ type }) => type.sortable, why: 'lists cannot be sorted by it.' }
export const SUMMABLE: Demand = { fits: ({ type }) => type.summable, why: 'only numbers have totals.' }
export const TEXTUAL: Demand = { fits: ({ type }) => type.family === 'text', why: 'it must be a text.' }
export const DATED: Demand = { fits: ({ type }) => type.family === 'date' || type.family === 'datetime', why: 'it must be a date or a date with time.' }
export const CHOSEN: Demand = { fits: ({ type }) => type.family === 'choice', why: 'it must be a picklist.' }
export const SEARCHED: Demand = { fits: ({ type }) => type.searchText !== undefined, why: 'the text search cannot look into it.' }
export const COMPARED: Demand = { fits: ({ type }) => type.family !== 'none', why: 'its values cannot be compared.' }

export function ofType(...names: string[]): Demand {
  return { fits: ({ field, type }) => names.includes(type.name) && names.includes(field.type), why: `it must be of type ${names.join(' or ')}.` }
}
