import { Decimal } from 'decimal.js'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { isPattern } from '../../fields/text/pattern.ts'
import { isObject } from '../json/json-value.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkCondition } from './check-condition.ts'
import { checkPath, type Place } from './check-path.ts'
import { checkChoices } from './check-choices.ts'
import { checkReference } from './check-reference.ts'
import { requireName, type CheckScope } from './check-scope.ts'
import { valueWords } from './operand-fault.ts'

/** A field as it stands in a list of fields. */
export interface FieldEntryScope {
  module: ModuleModel
  field: FieldModel
  /** Names that the table needs for itself. */
  reserved: readonly string[]
}

type Rule = (scope: CheckScope, place: Place, entry: FieldEntryScope & { type: FieldType }) => void

/** One field: its key, and everything that its properties name. The schema of its type has passed. */
export function checkFieldDefinition(scope: CheckScope, place: Place, entry: FieldEntryScope): void {
  const type = scope.registries.fieldTypes.get(entry.field.type)
  if (!type) return
  for (const rule of RULES) rule(scope, place, { ...entry, type })
}

const checkKey: Rule = (scope, place, { field, reserved }) => {
  if (!reserved.includes(field.key)) return
  scope.report(place.file, { pointer: joinPointer(place.pointer, 'key'), reason: `"${field.key}" is a name that every record or table has already.` })
}

const checkAbilities: Rule = (scope, place, { field, type }) => {
  const refuse = (property: string, reason: string) => scope.report(place.file, { pointer: joinPointer(place.pointer, property), reason })
  if (field.searchable && !type.searchText) refuse('searchable', `The text search cannot look into a field of type ${field.type}.`)
  if (field.index && type.family === 'none') refuse('index', `A field of type ${field.type} has no index.`)
  if (field.unique && (type.family === 'none' || type.family === 'choices')) refuse('unique', `Values of type ${field.type} cannot be unique.`)
}

const checkFillable: Rule = (scope, place, { field }) => {
  const isFilled = field.default !== undefined || field.copyFrom !== undefined || field.type === 'auto_number'
  if (!field.required || !field.readOnly || isFilled) return
  scope.report(place.file, {
    pointer: joinPointer(place.pointer, 'required'),
    reason: `Nobody can fill "${field.key}": it is required and read only, and has no default.`,
  })
}

const checkDefault: Rule = (scope, place, { field, type }) => {
  const { default: value } = field
  if (value === undefined) return
  const pointer = joinPointer(place.pointer, 'default')
  const moving = isObject(value) ? Object.keys(value).join() : ''
  if (moving === 'now' && value !== null)
    return void (DATED.has(type.family) || scope.report(place.file, { pointer, reason: `{ "now": true } fits dates and times, not ${field.type}.` }))
  if (moving === 'actor')
    return void (
      field.type === 'user' ||
      field.type === 'owner' ||
      scope.report(place.file, { pointer, reason: `{ "actor": true } fits owner and user, not ${field.type}.` })
    )
  const parsed = type.parse(value, field, scope.context)
  if (!parsed.ok) scope.report(place.file, { pointer, ...valueWords(scope, { field, type }, { raw: value, problem: parsed.problems[0] }) })
}
const DATED = new Set<FieldType['family']>(['date', 'datetime', 'time'])

const checkConditions: Rule = (scope, place, { module, field }) => {
  for (const property of ['visibleIf', 'requiredIf', 'readOnlyIf'] as const) {
    const condition = field[property]
    if (condition) checkCondition(scope, { ...place, pointer: joinPointer(place.pointer, property) }, { module, condition })
  }
  if (field.validIf)
    checkCondition(scope, { ...place, pointer: joinPointer(place.pointer, 'validIf', 'condition') }, { module, condition: field.validIf.condition })
}

const checkCopy: Rule = (scope, place, { module, field }) => {
  if (field.copyFrom === undefined) return
  const pointer = joinPointer(place.pointer, 'copyFrom')
  if (!field.copyFrom.includes('.')) scope.report(place.file, { pointer, reason: 'A value is copied through a reference: `account.phone`.' })
  else checkPath(scope, { ...place, pointer }, { module, path: field.copyFrom })
}

const checkLimits: Rule = (scope, place, { field }) => {
  const refuse = (property: string, reason: string) => scope.report(place.file, { pointer: joinPointer(place.pointer, property), reason })
  if (field.minLength !== undefined && field.maxLength !== undefined && field.minLength > field.maxLength)
    refuse('minLength', 'The shortest length is greater than the longest.')
  if (field.min !== undefined && field.max !== undefined && isAbove(field.min, field.max))
    refuse('min', `The least value ${field.min} is above the greatest, ${field.max}.`)
  if (field.pattern !== undefined && !isPattern(field.pattern))
    refuse('pattern', 'RE2 cannot compile this pattern (it knows no look-around and no back references).')
}

const checkCurrency: Rule = (scope, place, { field }) => {
  const code = field['currency']
  if (typeof code !== 'string') return
  requireName(
    scope,
    { ...place, pointer: joinPointer(place.pointer, 'currency') },
    { kind: 'currency', name: code, names: scope.model.currencies.map((one) => one.key), declaredIn: 'app/currencies.json' },
  )
}

const checkWhereTo: Rule = (scope, place, { module, field }) => checkReference(scope, place, { module, field })
const checkValues: Rule = (scope, place, { module, field }) => checkChoices(scope, place, { module, field })

const RULES: readonly Rule[] = [
  checkKey,
  checkAbilities,
  checkFillable,
  checkDefault,
  checkConditions,
  checkCopy,
  checkLimits,
  checkCurrency,
  checkWhereTo,
  checkValues,
]

/** Dates compare as texts, numbers as decimals. */
function isAbove(min: string, max: string): boolean {
  const numeric = /^-?\d+(\.\d+)?$/
  return numeric.test(min) && numeric.test(max) ? new Decimal(min).greaterThan(max) : min > max
}
