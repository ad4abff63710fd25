import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { isToSeveral } from '../../fields/reference/reference.ts'
import { nearestName } from '../nearest-name.ts'
import { fieldOf, unknown, type CheckScope, type Fault } from './check-scope.ts'

export interface ResolvedPath {
  module: ModuleModel
  field: FieldModel
  /** Of the field, or of the part that the path names. */
  type: FieldType
}

export type PathResult = { ok: true; at: ResolvedPath } | { ok: false; fault: Omit<Fault, 'pointer'> | null }

/** Something else is at fault and was reported. */
const SILENT: PathResult = { ok: false, fault: null }

/**
 * Follows a path (`amount`, `account.industry`, `billing_address.city`, `owner.email`) hop by hop through references,
 * by the same rules as the query does.
 */
export function resolvePath(scope: CheckScope, module: ModuleModel, path: string): PathResult {
  const [key = '', ...rest] = path.split('.')
  const field = fieldOf(scope, module, key)
  if (field === 'broken') return SILENT
  if (!field)
    return {
      ok: false,
      fault: {
        ...unknown(
          'field',
          key,
          module.fields.map((one) => one.key),
        ),
        reason: `The module "${module.key}" has no field "${key}".`,
      },
    }
  const type = scope.registries.fieldTypes.get(field.type)
  if (!type) return SILENT
  if (rest.length === 0) return { ok: true, at: { module, field, type } }
  return partOrHop(scope, { module, field, type }, rest)
}

function partOrHop(scope: CheckScope, at: ResolvedPath, rest: string[]): PathResult {
  const [name = ''] = rest
  const parts = at.type.parts ?? {}
  if (rest.length === 1 && Object.hasOwn(parts, name)) {
    const type = scope.registries.fieldTypes.get(parts[name]?.type ?? '')
    return type ? { ok: true, at: { ...at, type } } : SILENT
  }
  const targets = targetsOf(at)
  if (targets.length !== 1 || isToSeveral(at.field)) return { ok: false, fault: deadEnd(at, { name, targets }) }
  const next = moduleNamed(scope, targets[0] ?? '')
  return next ? resolvePath(scope, next, rest.join('.')) : SILENT
}

function moduleNamed(scope: CheckScope, key: string): ModuleModel | undefined {
  return Object.hasOwn(scope.model.modules, key) ? scope.model.modules[key] : undefined
}

function deadEnd({ field, type }: ResolvedPath, { name, targets }: { name: string; targets: string[] }): Omit<Fault, 'pointer'> {
  if (isToSeveral(field)) return { reason: `"${field.key}" leads to one of several modules (${targets.join(', ')}): no path goes through it.` }
  if (type.parts) return { reason: `"${field.key}" has no part "${name}".`, nearest: nearestName(name, Object.keys(type.parts)) }
  return { reason: `"${field.key}" is no reference: nothing lies behind it.` }
}

/** A group has no fields to follow: the owner's lead to the user. */
function targetsOf({ field, type }: ResolvedPath): string[] {
  if (field.to && field.to.length > 0) return field.type === 'reference' ? field.to : []
  if (type.family !== 'reference') return []
  const references = type.columns(field)[0]?.references
  if (!references) return []
  if ('module' in references) return [references.module]
  return references.table === 'app.principal' ? ['users'] : []
}
