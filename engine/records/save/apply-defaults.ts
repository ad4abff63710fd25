import type { FieldValue } from '../../contract/api.ts'
import { wallTime } from '../../contract/time-zone.ts'
import type { FieldContext } from '../../fields/field-type.ts'
import { isBlank, setValue } from '../hooks-batch.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { SYSTEM_PRINCIPAL } from './write/keep-principals.ts'
import type { FieldShape } from '../call/module-shape.ts'
import { parseValue } from './parse-values.ts'
import type { SaveItem } from './save-request.ts'

/** Fills new records with the defaults of fields that the client did not send, then with what chosen picklist values set. */
export function applyDefaults(call: ModuleCall, items: SaveItem[]): void {
  const defaults = new Map<FieldShape, FieldValue>()
  for (const target of call.shape.fields) {
    const value = defaultOf(call, target)
    if (value !== null) defaults.set(target, value)
  }
  for (const item of items) {
    if (item.action === 'create') fillDefaults(item, defaults)
    item.values.owner ??= call.ctx.actor.userId ?? SYSTEM_PRINCIPAL
    applyPicklistSets(call, item)
  }
}

/** What a chosen value of a picklist sets in other fields, unless the client sent those too. */
function applyPicklistSets({ shape, fields }: ModuleCall, item: SaveItem): void {
  for (const key of Array.from(item.changed)) {
    const target = shape.byKey.get(key)
    if (target?.field.type !== 'picklist') continue
    const chosen = fields.picklistValues(target.field).find((value) => value.key === item.values[key])
    for (const [other, raw] of Object.entries(chosen?.sets ?? {})) {
      const affected = shape.byKey.get(other)
      if (!affected || item.sent.has(other)) continue
      const parsed = parseValue(raw, affected, fields)
      if (parsed.problems.length === 0) setValue(item, other, parsed.value)
    }
  }
}

function fillDefaults(item: SaveItem, defaults: Map<FieldShape, FieldValue>): void {
  for (const [{ field }, value] of defaults) {
    if (!item.sent.has(field.key) && isBlank(item.values[field.key])) setValue(item, field.key, value)
  }
}

function defaultOf({ ctx, fields }: ModuleCall, target: FieldShape): FieldValue {
  const { field } = target
  if (field.default === undefined || field.default === null) return null
  if (isMark(field.default, 'now')) return parseValue(nowFor(field.type, fields), target, fields).value
  if (isMark(field.default, 'actor')) return ctx.actor.userId
  return parseValue(field.default, target, fields).value
}

function isMark(value: unknown, mark: 'now' | 'actor'): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[mark] === true
}

/** Today is a matter of the actor's time zone, this moment is not. */
function nowFor(type: string, { now, timeZone }: FieldContext): string {
  if (type === 'datetime') return now.toISOString()
  const { year, month, day, hour, minute, second } = wallTime(now, timeZone)
  const two = (part: number) => String(part).padStart(2, '0')
  return type === 'time' ? `${two(hour)}:${two(minute)}:${two(second)}` : `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
