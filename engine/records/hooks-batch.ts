import type { FieldValue, Problem, Values } from '../contract/api.ts'
import type { ModuleModel } from '../contract/model.ts'
import type { Hooks } from '../kernel/hooks.ts'
import type { Context } from '../storage/context.ts'
import { sameValue } from './save/same-value.ts'

/** What happens to the records of a batch. */
export type BatchAction = 'create' | 'update' | 'delete' | 'restore'

/** One record on its way through a save, a removal or a restore. */
export interface BatchItem {
  id: string
  action: BatchAction
  /** The values as stored, in the API's form; null for a new record. */
  before: Values | null
  /** The values as they are going to be stored. Change them with {@link setValue}. */
  values: Values
  /** Fields that the caller sent; rules that fill in leave these alone. */
  sent: ReadonlySet<string>
  /** Fields whose value differs from `before`; complete from record.validating on. */
  changed: Set<string>
  problems: Problem[]
}

/** What every hook gets: records of one module, saved together in one transaction. A single save is a batch of one. */
export interface RecordBatch {
  ctx: Context & { hooks: Hooks<RecordBatch> }
  module: ModuleModel
  items: BatchItem[]
}

/** Sets a value and keeps `changed` true. The value is in the API's form and is not checked again. */
export function setValue(item: BatchItem, field: string, value: FieldValue): void {
  item.values[field] = value
  if (sameValue(value, item.before?.[field] ?? null)) item.changed.delete(field)
  else item.changed.add(field)
}

/** Sets a value where there is none; says whether it did. */
export function fillValue(item: BatchItem, field: string, value: FieldValue): boolean {
  if (!isBlank(item.values[field])) return false
  setValue(item, field, value)
  return true
}

/** Whether a value counts as not filled in. */
export function isBlank(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
