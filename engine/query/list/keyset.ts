import { sql, type RawBuilder } from 'kysely'
import type { CursorPosition } from './cursor.ts'
import { slot } from '../slots.ts'
import { orderTerm, type SortKey, type SortOrder } from './sort-keys.ts'

/**
 * One run over an index: the rows whose first key is not blank (ordered by it), those where it is (ordered by the rest),
 * or all, where there is no such key or it is never blank. Apart, each follows a plain index, and a cursor is a range in it.
 */
export interface Branch {
  first: 'present' | 'blank' | 'any'
  /** Starts behind the cursor; otherwise at the end of the list. */
  afterCursor: boolean
}

/** What of a cursor decides about the text of a statement; its values are bound. */
export type CursorShape = Pick<CursorPosition, 'direction'> & { blanks: boolean[] }

/** The branches of a page in the order in which they are read. */
export function branchesOf(order: SortOrder, cursor: CursorShape | null): Branch[] {
  const [first] = order.keys
  if (!first?.nullable) return [{ first: 'any', afterCursor: cursor !== null }]

  const [head, tail]: [Branch['first'], Branch['first']] = cursor?.direction === 'previous' ? ['blank', 'present'] : ['present', 'blank']
  const both = (afterCursor: boolean): Branch[] => [
    { first: head, afterCursor },
    { first: tail, afterCursor: false },
  ]
  if (!cursor) return both(false)
  const isInHead = (head === 'blank') === (cursor.blanks[0] ?? false)
  return isInHead ? both(true) : [{ first: tail, afterCursor: true }]
}

/** What the keys and the id are called where a branch stands. */
export interface KeyNames {
  names: RawBuilder<unknown>[]
  id: RawBuilder<unknown>
}

/** ` and …` for the rows of a branch, behind the cursor if it starts there. */
export function branchPredicate(order: SortOrder, branch: Branch, { names, id, cursor }: KeyNames & { cursor: CursorShape | null }): RawBuilder<unknown> {
  const first = names[0]
  const parts: RawBuilder<unknown>[] = []
  if (first && branch.first !== 'any') parts.push(sql` and ${first} is ${sql.raw(branch.first === 'blank' ? 'null' : 'not null')}`)
  if (branch.afterCursor && cursor) parts.push(sql` and ${afterCursor(order, branch, { names, id, cursor })}`)
  return sql.join(parts, sql``)
}

function afterCursor(order: SortOrder, branch: Branch, { names, id, cursor }: KeyNames & { cursor: CursorShape }): RawBuilder<unknown> {
  const tie = idTerm(order, id, cursor)
  const [first, ...others] = order.keys.flatMap((key, index) => keyTerm(key, names[index], { index, cursor }))
  if (!first || branch.first === 'blank') return behind(others, tie)
  if (branch.first === 'any' && first.nullable) return behind([first, ...others], tie)
  return others.length === 0 && first.rising === tie.rising ? rowBehind(first, tie) : rangeBehind(first, behind(others, tie))
}

/** `order by` for a branch, given what its keys are called there. */
export function branchOrder(order: SortOrder, branch: Branch, { names, id, reversed }: KeyNames & { reversed: boolean }): RawBuilder<unknown> {
  const terms = order.keys.flatMap((key, index) => {
    const name = names[index]
    if (!name || (index === 0 && branch.first === 'blank')) return []
    const blanksApart = !key.nullable || (index === 0 && branch.first === 'present')
    return [orderTerm(name, { descending: key.descending, reversed, blanksApart })]
  })
  return sql.join([...terms, orderTerm(id, { descending: order.idDescending, reversed, blanksApart: true })])
}

/** One key against the cursor's value of it. */
interface Term {
  expression: RawBuilder<unknown>
  value: RawBuilder<unknown>
  blank: boolean
  nullable: boolean
  /** Rows behind the cursor have a greater value. */
  rising: boolean
  /** Blank values stand behind all others (forward), or before them. */
  blanksBehind: boolean
}

function keyTerm(key: SortKey, expression: RawBuilder<unknown> | undefined, { index, cursor }: { index: number; cursor: CursorShape }): Term[] {
  if (!expression) return []
  const value = sql`${slot((run) => run.cursor?.values[index] ?? null)}::${sql.raw(key.type)}`
  const forward = cursor.direction === 'next'
  return [{ expression, value, blank: cursor.blanks[index] ?? false, nullable: key.nullable, rising: key.descending !== forward, blanksBehind: forward }]
}

function idTerm(order: SortOrder, expression: RawBuilder<unknown>, cursor: CursorShape): Term {
  const forward = cursor.direction === 'next'
  const value = sql`${slot((run) => run.cursor?.id ?? null)}::uuid`
  return { expression, value, blank: false, nullable: false, rising: order.idDescending !== forward, blanksBehind: forward }
}

/** Key by key: behind in the first, or equal in it and behind in the rest. */
function behind(terms: Term[], tie: Term): RawBuilder<unknown> {
  const [term, ...rest] = terms
  if (!term) return strictlyBehind(tie)
  return sql`(${strictlyBehind(term)} or (${equalTo(term)} and ${behind(rest, tie)}))`
}

/** One key and the id in one direction: a row comparison, which is one range of an index. */
function rowBehind(term: Term, tie: Term): RawBuilder<unknown> {
  return sql`(${term.expression}, ${tie.expression}) ${operatorOf(term)} (${term.value}, ${tie.value})`
}

/** Several keys or directions: the range of the first one, for the index, and the exact place within it. */
function rangeBehind(term: Term, rest: RawBuilder<unknown>): RawBuilder<unknown> {
  const orEqual = sql.raw(term.rising ? '>=' : '<=')
  return sql`${term.expression} ${orEqual} ${term.value} and (${term.expression} ${operatorOf(term)} ${term.value} or ${rest})`
}

function strictlyBehind(term: Term): RawBuilder<unknown> {
  if (term.blank) return term.blanksBehind ? sql`false` : sql`${term.expression} is not null`
  const compared = sql`${term.expression} ${operatorOf(term)} ${term.value}`
  return term.nullable && term.blanksBehind ? sql`(${compared} or ${term.expression} is null)` : compared
}

function equalTo(term: Term): RawBuilder<unknown> {
  return term.blank ? sql`${term.expression} is null` : sql`${term.expression} = ${term.value}`
}

function operatorOf(term: Term): RawBuilder<unknown> {
  return sql.raw(term.rising ? '>' : '<')
}
