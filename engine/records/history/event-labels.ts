import { sql } from 'kysely'
import type { FieldValue, HistoryEvent } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { findByIds } from '../get.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { MERGED, MERGED_INTO } from '../merge/merge-request.ts'
import { referredIn, type ReferredKind } from '../save/referred-records.ts'

type Change = HistoryEvent['changes'][number]

/** id -> its text, for what the actor may see. */
type Names = Map<string, string>

/** Adds the texts of references, owners and picklist values. What the actor may not see keeps its id only. */
export async function labelsOf(call: ModuleCall, events: HistoryEvent[]): Promise<HistoryEvent[]> {
  const names = await namesOf(
    call,
    events.flatMap((event) => event.changes.flatMap((change) => pointersOf(call, change))),
  )
  return events.map((event) => ({ ...event, changes: event.changes.map((change) => labelled(call, change, names)) }))
}

interface Pointer {
  kind: ReferredKind
  id: string
}

function pointersOf(call: ModuleCall, { field: key, before, after }: Change): Pointer[] {
  const relation = call.module.relations.find((candidate) => candidate.kind === 'link' && candidate.key === key)
  const field = call.shape.byKey.get(key)?.field
  if (field) return [...referredIn(field, before), ...referredIn(field, after)]
  if (key === MERGED || key === MERGED_INTO) return [after].flat().flatMap((id) => (typeof id === 'string' ? [{ kind: { module: call.module.key }, id }] : []))
  if (!relation) return []
  return [before, after].flatMap((id) => (typeof id === 'string' ? [{ kind: { module: relation.module }, id }] : []))
}

async function namesOf(call: ModuleCall, pointers: Pointer[]): Promise<Names> {
  const names: Names = new Map()
  const byKind = Map.groupBy(pointers, ({ kind }) => (typeof kind === 'object' ? kind.module : kind === 'file' ? 'file' : 'principal'))
  for (const [kind, group] of byKind) {
    const ids = [...new Set(group.map(({ id }) => id))]
    const found = kind === 'principal' ? await principalNames(call, ids) : kind === 'file' ? await fileNames(call, ids) : await recordNames(call, kind, ids)
    for (const [id, name] of found) names.set(id, name)
  }
  return names
}

async function principalNames({ ctx }: ModuleCall, ids: string[]): Promise<[string, string][]> {
  const rows = await ctx.database.query<{ id: string; label: string }>(sql<{ id: string; label: string }>`
    select p.id, p.label from app.principal p where p.id = any(${ids}::uuid[])`)
  return rows.map(({ id, label }) => [id, label])
}

async function fileNames({ ctx }: ModuleCall, ids: string[]): Promise<[string, string][]> {
  const rows = await ctx.database.query<{ id: string; name: string }>(
    sql<{ id: string; name: string }>`select f.id, f.name from app.file f where f.id = any(${ids}::uuid[])`,
  )
  return rows.map(({ id, name }) => [id, name])
}

async function recordNames({ ctx, access }: ModuleCall, key: string, ids: string[]): Promise<[string, string][]> {
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module || !access.canRead(key, module.nameField)) return []
  const records = await findByIds(moduleCallOf(ctx, { access, module }), { ids, fields: [module.nameField], in: 'both' })
  return records.map((record) => [record.id, String(record.values[module.nameField] ?? '')])
}

function labelled(call: ModuleCall, change: Change, names: Names): Change {
  const field = call.shape.byKey.get(change.field)?.field
  const textOf = (value: FieldValue) => choiceText(call, field, value) ?? namesIn(value, names)
  const [beforeLabel, afterLabel] = [textOf(change.before), textOf(change.after)]
  return { ...change, ...(beforeLabel !== undefined && { beforeLabel }), ...(afterLabel !== undefined && { afterLabel }) }
}

function choiceText(call: ModuleCall, field: FieldModel | undefined, value: FieldValue): string | undefined {
  if (!field || value === null || (field.type !== 'picklist' && field.type !== 'multi_picklist')) return undefined
  const options = call.fields.picklistValues(field)
  return [value]
    .flat()
    .map((key) => options.find((option) => option.key === key)?.label[call.fields.locale] ?? String(key))
    .join(', ')
}

function namesIn(value: FieldValue, names: Names): string | undefined {
  const ids = [value].flat().map((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? one.id : one))
  const texts = ids.flatMap((id) => (typeof id === 'string' ? (names.get(id) ?? []) : []))
  return texts.length > 0 ? texts.join(', ') : undefined
}
