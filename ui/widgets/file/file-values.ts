import type { FieldValue, FileValue } from '../../../engine/contract/api.ts'

/** The files in a value of a file field: one, several or none. */
export function fileValues(value: FieldValue): FileValue[] {
  const parts = Array.isArray(value) ? value : [value]
  return parts.flatMap((part) => (isFile(part) ? [part as unknown as FileValue] : []))
}

function isFile(part: FieldValue): boolean {
  return typeof part === 'object' && part !== null && !Array.isArray(part) && typeof part.id === 'string' && typeof part.name === 'string'
}
