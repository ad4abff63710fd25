import type { Problem } from '../../contract/api.ts'
import type { ModuleCall } from '../call/module-call.ts'

/**
 * The problems of a save as its actor may hear of them. One at a hidden field that the server filled in (a default, a copy, a hook)
 * keeps neither the field's name nor what stands in it; that a field which they named is unknown to them is no secret.
 */
export function withoutHidden({ access, module, shape }: Pick<ModuleCall, 'access' | 'module' | 'shape'>, problems: Problem[]): Problem[] {
  const isHidden = ({ field, code }: Problem) => {
    const [key = ''] = field?.split('.') ?? []
    return code !== 'UNKNOWN_FIELD' && shape.byKey.has(key) && !access.canRead(module.key, key)
  }
  return problems.map((problem) => (isHidden(problem) ? { code: 'HIDDEN_RULE' } : problem))
}
