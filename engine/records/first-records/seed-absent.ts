import { sql } from 'kysely'
import type { FieldValue, Values } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import type { RecordContext } from '../record-context.ts'
import { saveRecords } from '../save/save-records.ts'
import { CODE, idsByCode, knownCodes } from './codes.ts'
import type { StockRecord, StockReference, StockReferences, StockSet } from './stock-records.ts'

/** Creates those of the records whose code never was; values of fields that the module does not have are left out. */
export async function seedAbsent(ctx: RecordContext, { module: key, records }: StockSet): Promise<void> {
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module || records.length === 0 || !module.fields.some((field) => field.key === CODE)) return
  // Two processes that start together must not both find nothing there.
  await ctx.database.query(sql`select pg_advisory_xact_lock(hashtextextended('mortise:seed', 0))`)

  const known = await knownCodes(ctx, key)
  // One after the other: a record may refer to the one before it.
  for (const record of records.filter(({ code }) => !known.has(code))) {
    const values = await valuesOf(ctx, module, record)
    await saveRecords(ctx, { module: key, mode: 'all', requests: [{ op: 'create', values }] })
  }
}

async function valuesOf(ctx: RecordContext, module: ModuleModel, record: StockRecord): Promise<Values> {
  const values: Values = {}
  for (const field of module.fields.filter(({ key }) => Object.hasOwn(record.values, key))) {
    values[field.key] = await resolve(ctx, field.to?.[0], record.values[field.key] ?? null)
  }
  return values
}

/** Codes of other stock records become their ids. */
async function resolve(ctx: RecordContext, target: string | undefined, value: StockRecord['values'][string]): Promise<FieldValue> {
  if (!isReference(value)) return value
  const ids = target !== undefined && hasCode(ctx, target) ? await idsByCode(ctx, target) : new Map<string, string>()
  return 'code' in value ? (ids.get(value.code) ?? null) : value.codes.flatMap((code) => ids.get(code) ?? [])
}

function isReference(value: StockRecord['values'][string]): value is StockReference | StockReferences {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && ('code' in value || 'codes' in value)
}

function hasCode({ model }: RecordContext, key: string): boolean {
  return Object.hasOwn(model.modules, key) && model.modules[key]?.fields.some((field) => field.key === CODE) === true
}
