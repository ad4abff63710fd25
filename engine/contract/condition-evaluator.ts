import type { FieldValue, Values } from './api.ts'
import { readDate } from './calendar-days.ts'
import type { Comparison, Condition, ConditionValue, Operator } from './condition.ts'
import { compareDecimals, isDecimal, multiplyDecimals, normalizeDecimal, roundDecimal } from './decimal.ts'
import type { CurrencyModel, FieldModel } from './model.ts'
import { resolveInstantRange, resolveRelativeRange, type RangeSettings } from './relative-dates.ts'
import { startOfDay } from './time-zone.ts'

/**
 * Conditions on the values of one record (visibleIf, requiredIf, readOnlyIf, validIf), on the server and in the browser.
 *
 * The meaning is that of the compiled SQL (engine/query), where a comparison is never null:
 * - a blank value makes every positive comparison false: is, is_any, contains, gt, between, within, has_any, has_all, is_me …
 * - so the negating operators hold on blank, as `is distinct from` does: is_not, is_none, not_contains, has_none; `not` turns false into true;
 * - `is` null asks for blank, `is_not` null for not blank; an empty text and an empty list are blank;
 * - contains, starts_with and ends_with do not see case; `is` does. between takes both ends;
 * - money is compared in the base currency, numbers as exact decimals, datetimes as instants; a day beside a datetime means the moment in which it begins.
 * A value that cannot be compared (SQL refuses it) counts as blank.
 */
export interface EvaluationSettings extends RangeSettings {
  fields: readonly FieldModel[]
  /** Id of the user who looks; null for nobody. */
  actorId: string | null
  /** Ids that is_my_team stands for; only the actor's own if absent. */
  teamIds?: readonly string[]
  /** For money whose rate is not yet known: an amount that was typed and not saved. */
  currencies?: readonly CurrencyModel[]
}

/** Whether the condition holds for the values (in API form). Paths through references need their value under the whole path (`account.industry`). */
export function evaluateCondition(condition: Condition, values: Values, settings: EvaluationSettings): boolean {
  if ('all' in condition) return condition.all.every((child) => evaluateCondition(child, values, settings))
  if ('any' in condition) return condition.any.some((child) => evaluateCondition(child, values, settings))
  if ('not' in condition) return !evaluateCondition(condition.not, values, settings)
  return Object.hasOwn(TESTS, condition.op) && TESTS[condition.op](operationOf(condition, values, settings))
}

/** One comparison, its value found and its operand not yet read. */
interface Operation {
  type: string
  value: FieldValue
  operand: ConditionValue | undefined
  settings: EvaluationSettings
}

type Test = (operation: Operation) => boolean

const TESTS: Record<Operator, Test> = {
  is: (operation) => (isNothing(operation.operand) ? isBlank(operation.value) : compares(operation, (order) => order === 0)),
  is_not: (operation) => !TESTS.is(operation),
  is_any: (operation) => listOf(operation.operand).some((operand) => compares({ ...operation, operand }, (order) => order === 0)),
  is_none: (operation) => !TESTS.is_any(operation),
  contains: (operation) => matches(operation, (text, part) => text.includes(part)),
  not_contains: (operation) => !TESTS.contains(operation),
  starts_with: (operation) => matches(operation, (text, part) => text.startsWith(part)),
  ends_with: (operation) => matches(operation, (text, part) => text.endsWith(part)),
  gt: (operation) => compares(operation, (order) => order > 0),
  gte: (operation) => compares(operation, (order) => order >= 0),
  lt: (operation) => compares(operation, (order) => order < 0),
  lte: (operation) => compares(operation, (order) => order <= 0),
  between: isBetween,
  within: isWithin,
  is_blank: ({ value }) => isBlank(value),
  is_not_blank: ({ value }) => !isBlank(value),
  has_any: (operation) => hasMembers(operation, (has, members) => members.some(has)),
  has_all: (operation) => hasMembers(operation, (has, members) => members.every(has)),
  has_none: (operation) => !TESTS.has_any(operation),
  is_me: ({ value, settings }) => settings.actorId !== null && textOf(value) === settings.actorId,
  is_my_team: ({ value, settings }) => teamOf(settings).includes(textOf(value) ?? ''),
}

function operationOf({ field: path, value: operand }: Comparison, values: Values, settings: EvaluationSettings): Operation {
  const value = valueAt(values, path)
  const type = settings.fields.find(({ key }) => key === path)?.type ?? typeSeenIn(value)
  return { type, value, operand, settings }
}

/** The value under the whole path, or a part of a field's value (`billing_address.city`). */
function valueAt(values: Values, path: string): FieldValue {
  if (Object.hasOwn(values, path)) return ownValue(values, path)
  const [key = '', part = ''] = path.split('.')
  const whole = ownValue(values, key)
  return isParts(whole) ? ownValue(whole, part) : null
}

/** The type of a value from another module, whose fields are not at hand. API values are written in one way only, so their form tells. */
function typeSeenIn(value: FieldValue): string {
  if (typeof value === 'number' || (typeof value === 'string' && isDecimal(value) && normalizeDecimal(value) === value)) return 'decimal'
  if (isParts(value) && typeof value.amount === 'string') return 'money'
  return typeof value === 'string' && INSTANT.test(value) ? 'datetime' : 'text'
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function ownValue(values: Values, key: string): FieldValue {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null
}

function isParts(value: FieldValue): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function isBlank(value: FieldValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isNothing(operand: ConditionValue | undefined): operand is null | undefined {
  return operand === null || operand === undefined
}

function listOf(operand: ConditionValue | undefined): ConditionValue[] {
  return Array.isArray(operand) ? operand : [operand ?? null]
}

function teamOf({ teamIds, actorId }: EvaluationSettings): readonly string[] {
  return teamIds ?? (actorId === null ? [] : [actorId])
}

function compares(operation: Operation, test: (order: number) => boolean): boolean {
  const { type, value, operand, settings } = operation
  const read = READERS[type] ?? plainText
  const left = read(value, settings)
  const right = read(operand as FieldValue, settings)
  return left !== null && right !== null && test(orderOf(type, left, right))
}

function orderOf(type: string, left: string, right: string): number {
  if (READERS[type] === decimalText || type === 'money') return compareDecimals(left, right)
  return left < right ? -1 : left > right ? 1 : 0
}

function isBetween(operation: Operation): boolean {
  const [from, to, ...more] = listOf(operation.operand)
  if (isNothing(from) || isNothing(to) || more.length > 0) return false
  return TESTS.gte({ ...operation, operand: from }) && TESTS.lte({ ...operation, operand: to })
}

function isWithin({ type, value, operand, settings }: Operation): boolean {
  if (typeof operand !== 'string') return false
  const resolve = type === 'datetime' ? resolveInstantRange : resolveRelativeRange
  const range = resolve(operand, settings)
  const at = (READERS[type] ?? plainText)(value, settings)
  if (range === null || at === null) return false
  return (range.from === null || at >= range.from) && (range.to === null || at < range.to)
}

function matches({ value, operand }: Operation, test: (text: string, part: string) => boolean): boolean {
  return typeof value === 'string' && value !== '' && typeof operand === 'string' && test(value.toLowerCase(), operand.toLowerCase())
}

function hasMembers({ value, operand }: Operation, test: (has: (member: string) => boolean, members: string[]) => boolean): boolean {
  if (!Array.isArray(value) || value.length === 0 || isNothing(operand)) return false
  const held = new Set(value.map(String))
  return test((member) => held.has(member), listOf(operand).map(String))
}

/** What is compared, as a text: exact decimals, instants that sort as they follow each other, everything else as it is. null is blank. */
type Reader = (value: FieldValue, settings: EvaluationSettings) => string | null

const READERS: Record<string, Reader> = {
  integer: decimalText,
  decimal: decimalText,
  percent: decimalText,
  rating: decimalText,
  duration: decimalText,
  money: baseAmount,
  datetime: instantText,
  time: (value) => textOf(value)?.replace(/^\d\d:\d\d$/, '$&:00') ?? null,
}

function decimalText(value: FieldValue): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && isDecimal(text) ? text : null
}

/** A bare number is an amount in the base currency. */
function baseAmount(value: FieldValue, { currencies = [] }: EvaluationSettings): string | null {
  if (!isParts(value)) return decimalText(value)
  const amount = decimalText(value.amount ?? null)
  const rate = decimalText(value.rate ?? currencies.find(({ key }) => key === value.currency)?.rate ?? '1')
  return amount === null || rate === null ? null : roundDecimal(multiplyDecimals(amount, rate), 4)
}

function instantText(value: FieldValue, { timeZone }: EvaluationSettings): string | null {
  if (typeof value !== 'string') return null
  const day = readDate(value)
  const instant = day ? startOfDay(day, timeZone) : new Date(value)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}

function plainText(value: FieldValue): string | null {
  const text = textOf(value)
  return text === null ? null : text.normalize('NFC').trim()
}

/** A reference to one of several modules is compared by its id. */
function textOf(value: FieldValue): string | null {
  if (isParts(value)) return typeof value.id === 'string' ? value.id : null
  return isBlank(value) || Array.isArray(value) ? null : String(value)
}
