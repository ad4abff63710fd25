import type { FieldValue } from '../../contract/api.ts'

/** The value of a reference field without these ids: null, or a shorter list. */
export function withoutReference(value: FieldValue, ids: ReadonlySet<string>): FieldValue {
  if (Array.isArray(value)) {
    const rest = value.filter((id) => typeof id !== 'string' || !ids.has(id))
    return rest.length > 0 ? rest : null
  }
  const id = typeof value === 'object' && value !== null ? value.id : value
  return typeof id === 'string' && ids.has(id) ? null : value
}
