import type { FieldValue, Values } from '../../../engine/contract/api.ts'

export interface ChangesOfTwo {
  /** The record as it was when the edit began. */
  base: Values
  /** Only what was changed here. */
  mine: Values
  /** The record as it is now. */
  theirs: Values
}

export interface MergedChanges {
  /** What can be saved over the newer record without asking: nobody else touched it. */
  apply: Values
  /** Fields that both changed, each to something else: somebody must choose. */
  asked: string[]
}

/** Puts the changes of two people together, field by field. What both changed to the same is no matter. */
export function mergeChanges({ base, mine, theirs }: ChangesOfTwo): MergedChanges {
  const open = Object.entries(mine).filter(([key, value]) => !isSame(value, theirs[key]))
  const apply = open.filter(([key]) => isSame(base[key], theirs[key]))
  return { apply: Object.fromEntries(apply), asked: open.map(([key]) => key).filter((key) => !isSame(base[key], theirs[key])) }
}

/** Two values of a field; blank is blank, and the order of an object's keys says nothing. */
function isSame(left: FieldValue | undefined, right: FieldValue | undefined): boolean {
  return textOf(left) === textOf(right)
}

function textOf(value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'null'
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).filter(([, part]) => part !== null)
  return `{${parts
    .map(([key, part]) => `${JSON.stringify(key)}:${textOf(part)}`)
    .sort()
    .join(',')}}`
}
