import { accessOf } from '../../access/access-of.ts'
import type { RecordData } from '../../contract/api.ts'
import { moduleCallOf } from '../call/module-call.ts'
import { findByIds } from '../get.ts'
import type { RecordContext } from '../record-context.ts'

/**
 * An answer that was given before, as far as its reader may see it now: fields that were hidden from them since are left out of its
 * records, and of a record that is out of sight only the id and the version are told.
 */
export async function asSeenNow(ctx: RecordContext, answer: unknown): Promise<unknown> {
  const known = new Map<string, RecordData>()
  for (const [module, records] of Map.groupBy(recordsIn(answer), (record) => record.module)) {
    for (const record of await visibleNow(ctx, { module, ids: [...new Set(records.map(({ id }) => id))] })) known.set(record.id, record)
  }
  const told = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(told)
    if (typeof part !== 'object' || part === null) return part
    return isRecord(part) ? limited(part, known.get(part.id)) : Object.fromEntries(Object.entries(part).map(([key, value]) => [key, told(value)]))
  }
  return told(answer)
}

async function visibleNow(ctx: RecordContext, { module: key, ids }: { module: string; ids: string[] }): Promise<RecordData[]> {
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  const access = await accessOf(ctx)
  return module && access.allows(key, 'read') ? findByIds(moduleCallOf(ctx, { access, module }), { ids, in: 'both' }) : []
}

function limited(record: RecordData, now: RecordData | undefined): RecordData {
  const { values = {}, labels = {} } = now ?? {}
  return { ...record, values: common(record.values, values), labels: common(record.labels, labels), can: now?.can ?? {} }
}

function common<Value>(before: Record<string, Value>, now: object): Record<string, Value> {
  return Object.fromEntries(Object.entries(before).filter(([key]) => Object.hasOwn(now, key)))
}

function recordsIn(part: unknown): RecordData[] {
  if (Array.isArray(part)) return part.flatMap(recordsIn)
  if (typeof part !== 'object' || part === null) return []
  return isRecord(part) ? [part] : Object.values(part).flatMap(recordsIn)
}

function isRecord(part: object): part is RecordData {
  return 'id' in part && typeof part.id === 'string' && 'module' in part && typeof part.module === 'string' && 'values' in part && 'labels' in part
}
