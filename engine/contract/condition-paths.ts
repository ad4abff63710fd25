import type { Condition } from './condition.ts'
import type { ModuleModel } from './model.ts'

/** Every path that a condition looks at. */
export function pathsIn(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(pathsIn)
  if ('any' in condition) return condition.any.flatMap(pathsIn)
  if ('not' in condition) return pathsIn(condition.not)
  return [condition.field]
}

/** Paths through references in all conditions of a module's fields. */
export function referencePathsIn(module: Pick<ModuleModel, 'fields'>): string[] {
  const conditions = module.fields.flatMap((field) => [field.visibleIf, field.requiredIf, field.readOnlyIf, field.validIf?.condition])
  return [...new Set(conditions.flatMap(pathsIn).filter((path) => path.includes('.')))]
}
