import type { Model } from '../contract/model.ts'
import type { QueryScope } from './query-scope.ts'
import type { RowsInput } from './row-source.ts'
import { scopeShape } from './scope/scope-shape.ts'

/** Plans of one version of the metadata; with a new version the model, and all its plans, are let go. */
const plans = new WeakMap<Model, Map<string, unknown>>()
const KEPT = 1_000
/** A filter of a thousand values is rarely asked for twice. */
const LONGEST_KEY = 4_000

/**
 * What was compiled for this shape before, or is compiled now. `shape` must hold everything that decides about the
 * text; what only decides about values belongs into slots.
 */
export function keptPlan<Plan>(scope: QueryScope, shape: unknown[], compile: () => Plan): Plan {
  const { locale, timeZone } = scope.fields
  const key = JSON.stringify([scope.rights.key, scope.action, locale, timeZone, ...shape])
  if (key.length > LONGEST_KEY) return compile()

  const ofModel = plans.get(scope.model) ?? new Map<string, unknown>()
  plans.set(scope.model, ofModel)
  const known = ofModel.get(key)
  if (known !== undefined) {
    // The one used longest ago is let go first.
    ofModel.delete(key)
    ofModel.set(key, known)
    return known as Plan
  }
  const made = compile()
  ofModel.set(key, made)
  if (ofModel.size > KEPT) ofModel.delete(ofModel.keys().next().value ?? key)
  return made
}

/** {@link keptPlan} of a statement about rows: which rows is part of the shape, except whose they are linked with. */
export function rowsPlan<Plan>(scope: QueryScope, { kind, rows }: { kind: unknown[]; rows: RowsInput }, compile: () => Plan): Plan {
  const { module, filter, q, deleted } = rows
  return keptPlan(scope, [...kind, module, filter, q, deleted, linkSide(rows), scopeShape(scope.rights.rowScope(module, scope.action))], compile)
}

/** What of the link decides about a text. */
export function linkSide({ linkedWith }: Pick<RowsInput, 'linkedWith'>): string[] | undefined {
  return linkedWith && [linkedWith.link.from, linkedWith.link.key, linkedWith.side]
}
