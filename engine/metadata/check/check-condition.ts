import type { Comparison, Condition, ConditionValue, Operator } from '../../contract/condition.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { isRelativeRange, RELATIVE_RANGES } from '../../contract/relative-dates.ts'
import { joinPointer } from '../json/pointer.ts'
import { nearestName } from '../nearest-name.ts'
import { checkPath, type Place } from './check-path.ts'
import type { CheckScope } from './check-scope.ts'
import { operandFault } from './operand-fault.ts'
import type { ResolvedPath } from './resolve-path.ts'

/** Checks that every comparison of a tree names a field of the module, with an operator and a value that fit it. */
export function checkCondition(scope: CheckScope, place: Place, { module, condition }: { module: ModuleModel; condition: Condition }): void {
  const inner = (pointer: string, child: Condition) => checkCondition(scope, { ...place, pointer }, { module, condition: child })
  if ('all' in condition) return condition.all.forEach((child, index) => inner(joinPointer(place.pointer, 'all', index), child))
  if ('any' in condition) return condition.any.forEach((child, index) => inner(joinPointer(place.pointer, 'any', index), child))
  if ('not' in condition) return inner(joinPointer(place.pointer, 'not'), condition.not)
  checkComparison(scope, place, { module, comparison: condition })
}

function checkComparison(scope: CheckScope, place: Place, { module, comparison }: { module: ModuleModel; comparison: Comparison }): void {
  const at = checkPath(scope, { ...place, pointer: joinPointer(place.pointer, 'field') }, { module, path: comparison.field })
  if (!at) return
  const { op, value } = comparison
  if (!at.type.operators.includes(op)) {
    const reason = `"${comparison.field}" (${at.type.name}) knows no operator "${op}"; it knows ${at.type.operators.join(', ') || 'none'}.`
    scope.report(place.file, { pointer: joinPointer(place.pointer, 'op'), reason, nearest: nearestName(op, at.type.operators) })
    return
  }
  const fault = valueFault(scope, at, { op, value })
  if (fault) scope.report(place.file, { pointer: joinPointer(place.pointer, value === undefined ? 'op' : 'value'), ...fault })
}

type ValueFault = { reason: string; nearest?: string } | null
type ValueRule = (scope: CheckScope, at: ResolvedPath, value: ConditionValue | undefined) => ValueFault

const nothing: ValueRule = (_scope, _at, value) => (value === undefined ? null : { reason: 'This operator takes no value.' })
const one: ValueRule = (scope, at, value) =>
  value === undefined || Array.isArray(value) || value === null ? { reason: 'This operator takes one value.' } : operandFault(scope, at, value)
const oneOrBlank: ValueRule = (scope, at, value) => (value === null ? null : one(scope, at, value))
const many: ValueRule = (scope, at, value) => {
  if (!Array.isArray(value) || value.length === 0) return { reason: 'This operator takes a list of values.' }
  return firstFault(value.map((item) => operandFault(scope, at, item)))
}
const two: ValueRule = (scope, at, value) =>
  Array.isArray(value) && value.length === 2 ? many(scope, at, value) : { reason: 'This operator takes two values: [from, to].' }
const text: ValueRule = (_scope, _at, value) => (typeof value === 'string' && value !== '' ? null : { reason: 'This operator takes a text.' })

const range: ValueRule = (_scope, _at, value) => {
  if (typeof value === 'string' && isRelativeRange(value)) return null
  return {
    reason: `${JSON.stringify(value) ?? 'Nothing'} is no range of days.`,
    nearest: typeof value === 'string' ? nearestName(value, RELATIVE_RANGES) : undefined,
  }
}

const VALUE_RULES: Record<Operator, ValueRule> = {
  is: oneOrBlank,
  is_not: oneOrBlank,
  is_any: many,
  is_none: many,
  contains: text,
  not_contains: text,
  starts_with: text,
  ends_with: text,
  gt: one,
  gte: one,
  lt: one,
  lte: one,
  between: two,
  within: range,
  is_blank: nothing,
  is_not_blank: nothing,
  is_me: nothing,
  is_my_team: nothing,
  has_any: many,
  has_all: many,
  has_none: many,
}

function valueFault(scope: CheckScope, at: ResolvedPath, { op, value }: { op: Operator; value?: ConditionValue }): ValueFault {
  return VALUE_RULES[op](scope, at, value)
}

function firstFault(faults: ValueFault[]): ValueFault {
  return faults.find((fault) => fault !== null) ?? null
}
