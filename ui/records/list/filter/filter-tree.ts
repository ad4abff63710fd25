import type { Comparison, Condition, ConditionValue, Operator } from '../../../../engine/contract/condition.ts'

/** A filter as the panel edits it. Every part has an id, so that rows keep their place while they change. */
export interface FilterGroup {
  kind: 'group'
  id: number
  mode: 'all' | 'any'
  items: FilterItem[]
}
export interface FilterRow {
  kind: 'row'
  id: number
  field: string
  op: Operator
  value?: ConditionValue
}
/** A part that the panel cannot draw (a `not` around a group): kept as it is, and can be removed. */
export interface FilterFixed {
  kind: 'fixed'
  id: number
  condition: Condition
}
export type FilterItem = FilterGroup | FilterRow | FilterFixed

let lastId = 0

export function newRow(field: string, op: Operator, value?: ConditionValue): FilterRow {
  return { kind: 'row', id: ++lastId, field, op, value }
}

export function newGroup(mode: 'all' | 'any', items: FilterItem[] = []): FilterGroup {
  return { kind: 'group', id: ++lastId, mode, items }
}

/** The tree of a condition; its root is always a group. */
export function filterTree(condition: Condition | undefined): FilterGroup {
  if (!condition) return newGroup('all')
  const item = itemOf(condition)
  return item.kind === 'group' ? item : newGroup('all', [item])
}

/** The condition of a tree; rows that are not filled in and groups without anything in them are left out. */
export function conditionOf(group: FilterGroup): Condition | undefined {
  const parts = group.items.flatMap((item): Condition[] => {
    if (item.kind === 'fixed') return [item.condition]
    if (item.kind === 'row') return isComplete(item) ? [comparisonOf(item)] : []
    const inner = conditionOf(item)
    return inner ? [inner] : []
  })
  if (parts.length === 0) return undefined
  return group.mode === 'all' ? { all: parts } : { any: parts }
}

/** Whether a row says enough to filter by. */
export function isComplete(row: FilterRow): boolean {
  if (!row.field) return false
  if (!needsValue(row.op)) return true
  if (row.op === 'between') return Array.isArray(row.value) && row.value.length === 2 && row.value.every((end) => !isNothing(end))
  return Array.isArray(row.value) ? row.value.length > 0 : !isNothing(row.value)
}

export function needsValue(op: Operator): boolean {
  return !WITHOUT_VALUE.has(op)
}

/** Operators whose operand is a list of values. */
export function takesList(op: Operator): boolean {
  return LISTS.has(op)
}

/** The operand after the operator changed: kept where it still has the right shape. */
export function valueFor(op: Operator, before: { op: Operator; value?: ConditionValue }): ConditionValue | undefined {
  if (!needsValue(op) || shapeOf(op) === 'pair' || shapeOf(before.op) === 'pair' || op === 'within' || before.op === 'within') return undefined
  if (takesList(op)) return Array.isArray(before.value) ? before.value : isNothing(before.value) ? undefined : [before.value as string]
  return Array.isArray(before.value) ? before.value[0] : before.value
}

const WITHOUT_VALUE: ReadonlySet<Operator> = new Set(['is_blank', 'is_not_blank', 'is_me', 'is_my_team'])
const LISTS: ReadonlySet<Operator> = new Set(['is_any', 'is_none', 'has_any', 'has_all', 'has_none'])
const OPPOSITES: Partial<Record<Operator, Operator>> = {
  is: 'is_not',
  is_not: 'is',
  is_any: 'is_none',
  is_none: 'is_any',
  contains: 'not_contains',
  not_contains: 'contains',
  is_blank: 'is_not_blank',
  is_not_blank: 'is_blank',
  has_any: 'has_none',
  has_none: 'has_any',
}

function itemOf(condition: Condition): FilterItem {
  if ('all' in condition) return newGroup('all', condition.all.map(itemOf))
  if ('any' in condition) return newGroup('any', condition.any.map(itemOf))
  if (!('not' in condition)) return newRow(condition.field, condition.op, condition.value)
  const inner = condition.not
  const opposite = 'op' in inner ? OPPOSITES[inner.op] : undefined
  if ('op' in inner && opposite) return newRow(inner.field, opposite, inner.value)
  return { kind: 'fixed', id: ++lastId, condition }
}

function comparisonOf(row: FilterRow): Comparison {
  return needsValue(row.op) ? { field: row.field, op: row.op, value: row.value } : { field: row.field, op: row.op }
}

function shapeOf(op: Operator): 'pair' | 'other' {
  return op === 'between' ? 'pair' : 'other'
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
