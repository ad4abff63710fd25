import type { Model } from '../contract/model.ts'
import type { FieldType } from '../fields/field-type.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Egress } from '../kernel/egress.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Registry } from '../kernel/registry.ts'
import type { ApplyRequest } from '../plugins/apply-metadata.ts'
import type { ItemsChange } from '../plugins/change-access.ts'
import type { RecordContext } from '../records/record-context.ts'
import type { ConnectedDatabase } from '../storage/pool.ts'
import type { Identity } from '../storage/sign-in/identity.ts'

/** The metadata that this process works with; `at` brings it up to a version that another process applied. */
export interface ModelSource {
  current(): Model
  at(version: number): Promise<Model>
}

/** What the routes are given by app.ts. */
export interface Runtime {
  config: Config
  database: ConnectedDatabase
  models: ModelSource
  fieldTypes: Registry<FieldType>
  hooks: RecordContext['hooks']
  clock: Clock
  /** The way to other machines. */
  egress: Egress
  log: Logger
  loadActor(identity: Identity): Promise<Actor>
  /** Changes the installation's own metadata and applies it, as one commit; this process answers by it when this returns. Throws BAD_METADATA. */
  changeMetadata(ctx: RecordContext, request: Pick<ApplyRequest, 'reason' | 'also'> & { change: ItemsChange }): Promise<Model>
  /** The process is stopping: /ready says so. */
  isStopping(): boolean
}
