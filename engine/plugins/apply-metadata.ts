import type { Model } from '../contract/model.ts'
import { AppError } from '../kernel/errors.ts'
import { diffModels } from '../metadata/diff/diff-models.ts'
import type { ModelChange } from '../metadata/diff/model-change.ts'
import { mergeLayers } from '../metadata/layers/merge-layers.ts'
import { planRefused } from '../storage/errors.ts'
import { introspectTables } from '../storage/ddl/introspect.ts'
import { applyTables, finishTables } from '../storage/apply.ts'
import type { MetadataItem } from '../metadata/layers/items-layer.ts'
import { loadMetadataItems, loadModel, saveMetadataItems, saveModel } from '../storage/model/stored-model.ts'
import { isEmptyPlan, planTables, type TablePlan } from '../storage/plan.ts'
import type { Database } from '../storage/database.ts'
import type { ConnectedDatabase } from '../storage/pool.ts'
import { loadState } from '../storage/state.ts'
import { describeTables } from '../storage/tables.ts'
import type { ItemsChange } from './change-access.ts'
import { loadLayers, type MetadataPlaces, type MetadataRegistries, modelOf, withItems } from './load-metadata.ts'

export interface ApplyRequest {
  database: ConnectedDatabase
  places: MetadataPlaces
  registries: MetadataRegistries
  author: { id: string | null; name: string }
  reason: string
  /** Changes the installation's own items; they are written with the commit. */
  change?: ItemsChange
  /** Written with the commit; where nothing differs there is none. */
  also?(database: Database): Promise<void>
}

/** What an apply would do, or did. */
export interface MetadataChange {
  model: Model
  hash: string
  plan: TablePlan
  /** What differs from the model that was applied last, for people. */
  changes: ModelChange[]
  /** Nothing differs from what was applied last. */
  isCurrent: boolean
  /** Items of the installation that the change writes: they were not there, or not so. */
  items: MetadataItem[]
  /** Paths of items that it takes away. */
  dropped: string[]
}

/** Works out what must be done so that the database serves the metadata as it stands in files and in the database. Writes nothing. */
export async function planMetadata({
  database,
  places,
  registries,
  change,
}: Pick<ApplyRequest, 'database' | 'places' | 'registries' | 'change'>): Promise<MetadataChange> {
  const state = await loadState(database)
  const stored = await loadMetadataItems(database)
  const layers = await loadLayers(places, null)
  const items = change ? change(stored, mergeLayers(layers)) : stored
  const written = { items: items.filter((item) => !stored.includes(item)), dropped: pathsOf(stored).filter((path) => !pathsOf(items).includes(path)) }
  const { model, hash } = modelOf(withItems(layers, items), { registries, version: state.metadataVersion, sound: places.sound })
  if (state.modelHash === hash) return { model, hash, plan: EMPTY_PLAN, changes: [], isCurrent: true, ...written }
  const plan = planTables(await introspectTables(database), describeTables(model, registries.fieldTypes))
  const changes = diffModels(await loadModel(database), model, registries.fieldTypes)
  return { model: { ...model, version: state.metadataVersion + 1 }, hash, plan, changes, isCurrent: false, ...written }
}

const MOST_TRIES = 5

/**
 * Plans and applies; every other process hears of the new version. Where nothing differs nothing is done. When another process
 * was faster, plans again on what it left: of several that start at once, one applies and the others find it done.
 * Throws BAD_METADATA, PLAN_REFUSED, METADATA_MOVED.
 */
export async function applyMetadata(request: ApplyRequest): Promise<MetadataChange> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyOnce(request)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'METADATA_MOVED' || tries === MOST_TRIES) throw error
    }
  }
}

async function applyOnce(request: ApplyRequest): Promise<MetadataChange> {
  const change = await planMetadata(request)
  if (change.isCurrent) return change
  const { model, hash, plan } = change
  const refused = change.changes.flatMap(({ refused: reason }) => reason ?? [])
  if (refused.length > 0) throw planRefused({ params: { reasons: refused.join(' ') } })
  await applyTables(request.database, plan, {
    author: request.author,
    reason: request.reason,
    modelHash: hash,
    expectedVersion: model.version - 1,
    also: async (database) => {
      await saveMetadataItems(database, { items: change.items, dropped: change.dropped, author: request.author.id, reason: request.reason })
      await saveModel(database, model)
      await request.also?.(database)
    },
  })
  return change
}

/**
 * Brings tables in step that are not, although the model was applied: what a killed apply left undone outside of its transaction,
 * and indexes that a newer program derives from the same metadata. Where only indexes are missing, the version does not move.
 * Does nothing where a newer model was applied meanwhile: that brought the tables in step with itself.
 */
export async function finishMetadata({ database, registries }: Pick<ApplyRequest, 'database' | 'registries'>, model: Model): Promise<void> {
  const plan = planTables(await introspectTables(database), describeTables(model, registries.fieldTypes))
  const { metadataVersion, modelHash } = await loadState(database)
  if (metadataVersion !== model.version) return
  if (plan.steps.length > 0) {
    await applyTables(database, plan, {
      author: { id: null, name: 'Mortise' },
      reason: 'Tables of a newer program',
      modelHash: modelHash ?? '',
      expectedVersion: model.version,
      also: (inside) => saveModel(inside, { ...model, version: model.version + 1 }),
    })
  } else if (!isEmptyPlan(plan)) {
    await finishTables(database, plan)
  }
}

function pathsOf(items: readonly MetadataItem[]): string[] {
  return items.map(({ path }) => path)
}

const EMPTY_PLAN: TablePlan = { steps: [], later: [], parked: [], spare: { tables: [], indexes: [] }, problems: [] }
