import type { FieldValue } from '../../contract/api.ts'

/** Whether two values of a field are the same; blank is the same as absent. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null)
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b)
  return sameObject(a, b)
}

function sameList(a: FieldValue[], b: FieldValue[]): boolean {
  return a.length === b.length && a.every((entry, index) => sameValue(entry, b[index]))
}

function sameObject(a: { [key: string]: FieldValue }, b: { [key: string]: FieldValue }): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => sameValue(a[key], b[key]))
}
