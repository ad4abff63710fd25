import type { FieldValue } from '../../../engine/contract/api.ts'

/** Whether two values are the same to the user; blank and absent are. */
export function isSame(left: FieldValue | undefined, right: FieldValue | undefined): boolean {
  if (left === right) return true
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}
