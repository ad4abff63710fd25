import { sql, type RawBuilder } from 'kysely'
import type { Comparison, ConditionValue, Operator } from '../../contract/condition.ts'
import type { SqlValue } from '../../fields/field-type.ts'
import { columnOf } from '../../storage/sql-names.ts'
import { withinRange } from './date-range.ts'
import { refuse } from '../errors.ts'
import { caseCollation, ilikePattern, type Affix } from './ilike-pattern.ts'
import type { Joins } from '../joins.ts'
import type { QueryScope } from '../query-scope.ts'
import type { ResolvedField } from '../resolve-path.ts'
import { idArray, slot } from '../slots.ts'

export const LONGEST_LIST = 1_000
export const LONGEST_TEXT = 1_000

/** A field, and the joins under which it stands. */
export interface ComparedField {
  field: ResolvedField
  joins: Joins
}

interface Operation extends ComparedField {
  scope: QueryScope
  column: RawBuilder<unknown>
  value: ConditionValue | undefined
}

type Compile = (operation: Operation) => RawBuilder<boolean>

/** One comparison as SQL. It may be null where the field is blank: callers read null as false. */
export function compileComparison(scope: QueryScope, compared: ComparedField, { op, value }: Comparison): RawBuilder<boolean> {
  const { field, joins } = compared
  if (!field.operators.includes(op)) throw refuse({ field: field.path, code: 'OPERATOR', params: { operator: String(op), allowed: [...field.operators] } })
  return COMPILERS[op]({ ...compared, scope, column: joins.columnOf(field), value })
}

const COMPILERS: Record<Operator, Compile> = {
  is: (operation) => (isNothing(operation.value) ? isBlank(operation) : sql`${operation.column} = ${operand(operation)}`),
  is_not: (operation) => (isNothing(operation.value) ? not(isBlank(operation)) : sql`${operation.column} is distinct from ${operand(operation)}`),
  is_any: isAny,
  is_none: (operation) => not(isAny(operation)),
  contains: (operation) => ilike(operation, 'both'),
  not_contains: (operation) => not(ilike(operation, 'both')),
  starts_with: (operation) => ilike(operation, 'end'),
  ends_with: (operation) => ilike(operation, 'start'),
  gt: (operation) => sql`${operation.column} > ${operand(operation)}`,
  gte: (operation) => sql`${operation.column} >= ${operand(operation)}`,
  lt: (operation) => sql`${operation.column} < ${operand(operation)}`,
  lte: (operation) => sql`${operation.column} <= ${operand(operation)}`,
  between,
  within: ({ field, column, value }) => withinRange({ path: field.path, family: field.family, column }, value),
  is_blank: isBlank,
  is_not_blank: (operation) => not(isBlank(operation)),
  has_any: (operation) => sql`${operation.column} && ${operands(operation)}`,
  has_all: (operation) => sql`${operation.column} @> ${operands(operation)}`,
  has_none: (operation) => not(sql`${operation.column} && ${operands(operation)}`),
  is_me: ({ column }) => sql`${column} = ${slot((run) => run.me)}::uuid`,
  is_my_team: ({ column }) => sql`${column} = any(${slot((run) => idArray(run.rights.team))}::uuid[])`,
}

function isNothing(value: Comparison['value']): value is null | undefined {
  return value === null || value === undefined
}

function not(predicate: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`(${predicate}) is not true`
}

function isAny(operation: Operation): RawBuilder<boolean> {
  return sql<boolean>`${operation.column} = any(${operands(operation)})`
}

function between(operation: Operation): RawBuilder<boolean> {
  const [from, to] = Array.isArray(operation.value) && operation.value.length === 2 ? operation.value : []
  if (from === undefined || to === undefined) throw refuse({ field: operation.field.path, code: 'TYPE', params: { expected: 'two values' } })
  const { column } = operation
  return sql<boolean>`(${column} >= ${operand({ ...operation, value: from })} and ${column} <= ${operand({ ...operation, value: to })})`
}

function ilike(operation: Operation, affix: Affix): RawBuilder<boolean> {
  const { field, column, value } = operation
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || value.includes('\0')) {
    throw refuse({ field: field.path, code: 'TYPE', params: { expected: 'text', max: LONGEST_TEXT } })
  }
  return sql<boolean>`${column} collate ${caseCollation(value)} ilike ${ilikePattern(value, affix)}`
}

/** A field of several columns that can be named apart is blank when all of them are. */
function isBlank({ field, joins, column }: Operation): RawBuilder<boolean> {
  const alias = joins.aliasOf(field.hops)
  const whole = field.type.parts !== undefined && field.part === undefined
  const columns = whole ? field.columns.map((spec) => columnOf(field.field.key + spec.suffix, alias)) : [column]
  const tests = columns.map((each) => (field.column.type.endsWith('[]') ? sql`(${each} is null or cardinality(${each}) = 0)` : sql`${each} is null`))
  return sql<boolean>`(${sql.join(tests, sql` and `)})`
}

/** One operand, checked by the field's type and bound with the type of the column. */
function operand({ scope, field, value }: Operation): RawBuilder<unknown> {
  return sql`${operandValue(scope, field, value)}::${bareType(field)}`
}

/** A list of operands, bound as one array. A single value is a list of one. */
function operands({ scope, field, value }: Operation): RawBuilder<unknown> {
  const list = Array.isArray(value) ? value : [value]
  if (list.length > LONGEST_LIST) throw refuse({ field: field.path, code: 'TOO_MANY', params: { max: LONGEST_LIST } })
  const values = list.map((each) => operandValue(scope, field, each))
  return sql`${values}::${bareType(field)}[]`
}

function operandValue(scope: QueryScope, field: ResolvedField, raw: ConditionValue | undefined): SqlValue {
  const { type } = field
  if (typeof raw === 'string' && raw.length > LONGEST_TEXT) throw refuse({ field: field.path, code: 'TOO_LONG', params: { max: LONGEST_TEXT } })
  if (isNothing(raw)) throw refuse({ field: field.path, code: 'TYPE' })
  if (type.operand) {
    const parsed = type.operand(raw, field.field, scope.fields)
    if (!parsed.ok) throw refuse({ ...parsed.problem, field: field.path })
    return parsed.value
  }
  const parsed = type.parse(raw, field.field, scope.fields)
  if (!parsed.ok) throw refuse({ code: 'TYPE', ...parsed.problems[0], field: field.path })
  return type.toColumns(parsed.value, field.field)[0] ?? null
}

/** The column's type without its precision: a cast to numeric(20,2) would round the operand. For lists the type of a member. */
function bareType(field: ResolvedField): RawBuilder<unknown> {
  return sql.raw(field.column.type.replace(/\(.*?\)/, '').replace(/\[\]$/, ''))
}
