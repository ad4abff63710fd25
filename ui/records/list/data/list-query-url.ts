import type { LocationQuery } from 'vue-router'
import type { Condition, Sort } from '../../../../engine/contract/condition.ts'
import { isListForm, type ListForm } from '../form/list-form.ts'

/** What the address says of a list; undefined where it leaves it to the view. */
export interface ListAddress {
  view?: string
  form?: ListForm
  /** null: no filter, although the view has one. */
  filter?: Condition | null
  sort?: Sort[]
  q?: string
}

/** Reads the address. What cannot be read is left out: a link that was cut off still opens the list. */
export function readListAddress(query: LocationQuery): ListAddress {
  return {
    view: textOf(query.view),
    form: readForm(textOf(query.form)),
    filter: readFilter(textOf(query.filter)),
    sort: readSort(textOf(query.sort)),
    q: textOf(query.q),
  }
}

/** The address as a query, without what is undefined. */
export function writeListAddress(address: ListAddress): Record<string, string> {
  const { view, form, filter, sort, q } = address
  return {
    ...(view !== undefined && { view }),
    ...(form !== undefined && { form }),
    ...(filter !== undefined && { filter: filter === null ? NONE : JSON.stringify(filter) }),
    ...(sort !== undefined && { sort: sort.map(({ field, order }) => (order === 'desc' ? `-${field}` : field)).join(',') }),
    ...(q !== undefined && q !== '' && { q }),
  }
}

const NONE = 'none'

function textOf(value: LocationQuery[string] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  return first ?? undefined
}

function readForm(text: string | undefined): ListForm | undefined {
  return text !== undefined && isListForm(text) ? text : undefined
}

function readFilter(text: string | undefined): Condition | null | undefined {
  if (text === undefined) return undefined
  if (text === NONE) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return isCondition(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function readSort(text: string | undefined): Sort[] | undefined {
  if (text === undefined) return undefined
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('-') ? { field: part.slice(1), order: 'desc' } : { field: part, order: 'asc' }))
}

/** The shape only; fields and operators are the server's to check. */
function isCondition(value: unknown): value is Condition {
  if (typeof value !== 'object' || value === null) return false
  if ('all' in value) return Array.isArray(value.all) && value.all.every(isCondition)
  if ('any' in value) return Array.isArray(value.any) && value.any.every(isCondition)
  if ('not' in value) return isCondition(value.not)
  return 'field' in value && typeof value.field === 'string' && 'op' in value && typeof value.op === 'string'
}
