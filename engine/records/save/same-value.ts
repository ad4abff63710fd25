import type { FieldValue } from '../../contract/api.ts'

/** Whether two values of a field are the same; blank is the same as absent. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true
  return sameStructure(a ?? null, b ?? null)
}

function sameStructure(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b)
  if (isObject(a)) return isObject(b) && sameObject(a, b)
  return a === b
}

function isObject(value: FieldValue): value is { [key: string]: FieldValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sameList(a: FieldValue[], b: FieldValue[]): boolean {
  return a.length === b.length && a.every((entry, index) => sameValue(entry, b[index]))
}

function sameObject(a: { [key: string]: FieldValue }, b: { [key: string]: FieldValue }): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => sameValue(a[key], b[key]))
}
