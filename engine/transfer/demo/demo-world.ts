import type { AnyReference, FieldValue, Values } from '../../contract/api.ts'
import type { Locale } from '../../contract/label.ts'
import type { DemoPlan } from './demo-plan.ts'
import type { Random } from './random.ts'

/** A record that was made up. References in its values are {@link AnyReference}, whatever the field takes. */
export interface DemoRecord {
  id: string
  module: string
  language: Locale
  values: Values
  /** The record that it was made for. */
  each: DemoRecord | null
}

export type DemoCodes = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Everything that was made up so far. */
export interface DemoWorld {
  plan: DemoPlan
  /** Where "today" is. */
  timeZone: string
  /** Days since 1970. */
  today: number
  /** Ids of the records that the product's metadata names, by module and code. */
  codes: DemoCodes
  sets: Map<string, DemoRecord[]>
  byId: Map<string, DemoRecord>
}

/** What a generator works with: the record that is being made. */
export interface DemoScope {
  world: DemoWorld
  random: Random
  record: DemoRecord
  /** From 1 within the set. */
  position: number
}

/** What a path leads to from a record: `stage`, `account.owner`, `each.account`; null where it leads nowhere. */
export function valueAt(world: DemoWorld, record: DemoRecord, path: string): FieldValue {
  const [key = '', ...rest] = path.split('.')
  if (rest.length === 0) return key === 'each' ? referenceTo(record.each) : (record.values[key] ?? null)
  const next = key === 'each' ? record.each : referredRecord(world, record.values[key] ?? null)
  return next ? valueAt(world, next, rest.join('.')) : null
}

/** The record that a value refers to. */
export function referredRecord(world: DemoWorld, value: FieldValue): DemoRecord | null {
  return isDemoReference(value) ? (world.byId.get(value.id) ?? null) : null
}

export function referenceTo(record: DemoRecord | null): FieldValue {
  return record ? { module: record.module, id: record.id } : null
}

export function isDemoReference(value: FieldValue): value is AnyReference & Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.module === 'string' && typeof value.id === 'string'
}

/** Whether a record has these values. */
export function meets(world: DemoWorld, record: DemoRecord, where: Record<string, FieldValue | FieldValue[]>): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = textOf(valueAt(world, record, path))
    return Array.isArray(wanted) ? wanted.some((one) => textOf(one) === value) : textOf(wanted) === value
  })
}

/** Values are compared as texts; references by their id. */
export function textOf(value: FieldValue): string {
  if (isDemoReference(value)) return value.id
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}
