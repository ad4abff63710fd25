import type { Label } from '../../contract/label.ts'
import { systemActor } from '../../kernel/actor.ts'
import { systemClock } from '../../kernel/clock.ts'
import { defineError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { newId } from '../../kernel/uuid.ts'
import { mergeLayers } from '../../metadata/layers/merge-layers.ts'
import { sourcesOf } from '../../metadata/layers/sources.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { loadMetadataItems } from '../../storage/model/stored-model.ts'
import type { ConnectedDatabase } from '../../storage/pool.ts'
import { planMetadata } from '../apply-metadata.ts'
import { loadLayers } from '../load-metadata.ts'
import type { PreparedEngine } from '../prepare-engine.ts'
import { runConfigurationTest } from './run-configuration-test.ts'

/** What came of one configuration test. */
export interface ConfigurationTestResult {
  /** `modules/books/tests/lost-needs-a-day.json`. */
  path: string
  module: string
  name: Label
  /** One sentence for each thing that was to hold and does not; empty: it holds. */
  faults: string[]
}

/** 409: tests run on the tables of what is applied. */
export const notApplied = defineError('METADATA_NOT_APPLIED', 409, 'The metadata differs from what is applied: run mortise metadata apply first.')

/** What configuration tests run with: the system, on the model that is applied. Throws BAD_METADATA, METADATA_NOT_APPLIED. */
export async function openConfigurationTests(engine: PreparedEngine, database: ConnectedDatabase, log: Logger): Promise<RecordContext> {
  const { isCurrent, model } = await planMetadata({ database, ...engine })
  if (!isCurrent) throw notApplied()
  return {
    actor: systemActor('configuration tests'),
    origin: 'cli',
    model,
    fieldTypes: engine.registries.fieldTypes,
    hooks: engine.hooks,
    database,
    clock: systemClock,
    log,
    changeSet: newId(),
  }
}

/** Runs the configuration tests of all modules, each in a transaction that is rolled back: nothing stays, no mail is sent. */
export async function runConfigurationTests(engine: PreparedEngine, database: ConnectedDatabase, log: Logger): Promise<ConfigurationTestResult[]> {
  const ctx = await openConfigurationTests(engine, database, log)
  const results: ConfigurationTestResult[] = []
  for (const { key, tests } of sourcesOf(mergeLayers(await loadLayers(engine.places, await loadMetadataItems(database))).files).modules.values()) {
    for (const { path, value } of tests.values()) results.push({ path, module: key, name: value.name, faults: await runConfigurationTest(ctx, value) })
  }
  return results
}
