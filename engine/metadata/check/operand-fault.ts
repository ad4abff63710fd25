import type { Problem } from '../../contract/api.ts'
import type { Scalar } from '../../contract/condition.ts'
import { nearestName } from '../nearest-name.ts'
import type { CheckScope } from './check-scope.ts'
import type { ResolvedPath } from './resolve-path.ts'

/** Why a value cannot be compared with a field, in words; null when it can. */
export function operandFault(scope: CheckScope, { field, type }: ResolvedPath, raw: Scalar): { reason: string; nearest?: string } | null {
  const result = type.operand ? type.operand(raw, field, scope.context) : type.parse(raw, field, scope.context)
  if (result.ok) return null
  const problem = 'problem' in result ? result.problem : result.problems[0]
  return valueWords(scope, { field, type }, { raw, problem })
}

/** What a field type's refusal of a value means to the author of the metadata. */
export function valueWords(
  scope: CheckScope,
  { field, type }: Pick<ResolvedPath, 'field' | 'type'>,
  { raw, problem }: { raw: unknown; problem?: Problem },
): { reason: string; nearest?: string } {
  const shown = JSON.stringify(raw)
  if (problem?.code === 'NOT_IN_LIST') {
    const keys = scope.context.picklistValues(field).map((value) => value.key)
    return { reason: `${shown} is not one of the values of "${field.key}".`, nearest: typeof raw === 'string' ? nearestName(raw, keys) : undefined }
  }
  const expected = problem?.params?.['expected']
  const hint = typeof expected === 'string' ? `, expected ${expected}` : ''
  return { reason: `${shown} is no value for "${field.key}" (${type.name}): ${problem?.code ?? 'TYPE'}${hint}.` }
}
