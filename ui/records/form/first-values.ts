import type { FieldValue, Me, Values } from '../../../engine/contract/api.ts'
import { wallTime } from '../../../engine/contract/time-zone.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'

/** What a new record begins with, as the server would fill it in: so that the user sees it before saving. */
export function firstValues(module: ModuleModel, me: Me | null, now = new Date()): Values {
  const values: Values = me ? { owner: me.id } : {}
  for (const field of module.fields) {
    const value = defaultOf(field, me, now)
    if (value !== undefined) values[field.key] = value
  }
  return values
}

function defaultOf(field: FieldModel, me: Me | null, now: Date): FieldValue | undefined {
  const { default: first } = field
  if (first === undefined) return undefined
  if (!isMarker(first)) return first as FieldValue
  if ('actor' in first) return me?.id
  return 'now' in first ? nowFor(field.type, now, me?.timeZone ?? 'UTC') : undefined
}

/** Today is a matter of the user's time zone, this moment is not. */
function nowFor(type: string, now: Date, timeZone: string): string {
  if (type === 'datetime') return now.toISOString()
  const { year, month, day, hour, minute, second } = wallTime(now, timeZone)
  const two = (part: number) => String(part).padStart(2, '0')
  return type === 'time' ? `${two(hour)}:${two(minute)}:${two(second)}` : `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** `{"now": true}` and `{"actor": true}` stand for the moment and for the user. */
function isMarker(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && ('now' in value || 'actor' in value)
}
