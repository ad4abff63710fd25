import type { FieldValue, Values } from '../../contract/api.ts'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import { isToSeveral } from '../../fields/reference/reference.ts'
import { AppError } from '../../kernel/errors.ts'
import { findVisibleIds } from '../../records/find-visible-ids.ts'
import { linkRecords } from '../../records/link.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import { type DemoRecord, isDemoReference } from './demo-world.ts'
import type { DemoLink, PlannedSet } from './plan-records.ts'

/** Records that are written together: those of one set that the same user is to have made. */
export interface DemoBatch {
  module: ModuleModel
  author: DemoRecord | null
  records: DemoRecord[]
}

export interface SavedBatch {
  created: number
  /** Why records were refused: `field CODE`, with their number. */
  refused: Record<string, number>
}

const BATCH = 250

/** Cuts the records of a set into what is written at once. */
export function batchesOf({ set, records }: PlannedSet, module: ModuleModel, byId: ReadonlyMap<string, DemoRecord>): DemoBatch[] {
  const groups = new Map<DemoRecord | null, DemoRecord[]>()
  for (const record of records) {
    const reference = set.by === undefined ? null : (record.values[set.by] ?? null)
    const author = isDemoReference(reference) ? (byId.get(reference.id) ?? null) : null
    groups.set(author, [...(groups.get(author) ?? []), record])
  }
  return [...groups].flatMap(([author, group]) =>
    Array.from({ length: Math.ceil(group.length / BATCH) }, (_, index) => ({ module, author, records: group.slice(index * BATCH, (index + 1) * BATCH) })),
  )
}

/** Creates the records of a batch that are not there yet. What an installation's own rules refuse is left out and counted. */
export async function saveDemoBatch(ctx: RecordContext, { module, author, records }: DemoBatch): Promise<SavedBatch> {
  const known = new Set(await findVisibleIds(ctx, { module: module.key, ids: records.map(({ id }) => id) }))
  const missing = records.filter(({ id }) => !known.has(id))
  const outcomes = await saveRecords(author ? actingAs(ctx, author) : ctx, {
    module: module.key,
    mode: 'each',
    requests: missing.map((record) => ({ op: 'create', id: record.id, values: writtenValues(module, record) })),
  })
  const refused: Record<string, number> = {}
  for (const outcome of outcomes) {
    if (outcome.ok) continue
    const reason = reasonOf(outcome.error)
    refused[reason] = (refused[reason] ?? 0) + 1
  }
  return { created: records.length - outcomes.filter(({ ok }) => !ok).length, refused }
}

/** Links records in one transaction; where one of two was refused there is nothing to link. */
export async function saveDemoLinks(ctx: RecordContext, links: DemoLink[]): Promise<void> {
  await ctx.database.transaction(async (database) => {
    for (const link of links) await linkRecords({ ...ctx, database }, link).catch(passOverMissing)
  })
}

function passOverMissing(error: unknown): void {
  if (!(error instanceof AppError) || error.status >= 500) throw error
}

/** Only users of the sample data themselves are ever put in this place: their names in the history are part of the sample. */
function actingAs(ctx: RecordContext, author: DemoRecord): RecordContext {
  return { ...ctx, actor: { ...ctx.actor, userId: author.id, name: String(author.values.name ?? '') } }
}

function writtenValues(module: ModuleModel, record: DemoRecord): Values {
  // What is blank is left to the defaults of the module: the owner is then whoever asked for the data.
  const fields = module.fields.filter(({ key }) => Object.hasOwn(record.values, key) && record.values[key] !== null)
  return Object.fromEntries(fields.map((field) => [field.key, written(field, record.values[field.key] ?? null)]))
}

/** Fields that refer to one module take bare ids. */
function written(field: FieldModel, value: FieldValue): FieldValue {
  if (Array.isArray(value)) return value.map((one) => written(field, one))
  return isDemoReference(value) && !isToSeveral(field) ? value.id : value
}

function reasonOf(error: AppError): string {
  const [problem] = error.details.problems ?? []
  return problem ? `${problem.field ?? ''} ${problem.code}`.trim() : error.code
}
