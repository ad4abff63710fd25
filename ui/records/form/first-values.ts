import type { FieldValue, Me, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'

/** What a new record begins with, as the server would fill it in: so that the user sees it before saving. */
export function firstValues(module: ModuleModel, me: Me | null): Values {
  const values: Values = me ? { owner: me.id } : {}
  for (const field of module.fields) {
    const value = defaultOf(field, me)
    if (value !== undefined) values[field.key] = value
  }
  return values
}

function defaultOf(field: FieldModel, me: Me | null): FieldValue | undefined {
  const { default: first } = field
  if (first === undefined) return undefined
  if (!isMarker(first)) return first as FieldValue
  if ('actor' in first) return me?.id
  if (!('now' in first)) return undefined
  const now = new Date().toISOString()
  return field.type === 'date' ? now.slice(0, 10) : now
}

/** `{"now": true}` and `{"actor": true}` stand for the moment and for the user. */
function isMarker(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && ('now' in value || 'actor' in value)
}
