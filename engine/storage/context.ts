import type { Origin } from '../contract/api.ts'
import type { Model } from '../contract/model.ts'
import type { FieldType } from '../fields/field-type.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Database } from './database.ts'

/** Where a call came from. */
export interface RequestSource {
  address: string
  agent: string | null
  requestId: string
}

/** What one call sees: who acts, one version of the metadata, one connection. Passed first to every function that reads or writes. */
export interface Context {
  actor: Actor
  origin: Origin
  model: Model
  fieldTypes: Registry<FieldType>
  /** The pool, or the transaction in which the call runs. */
  database: Database
  clock: Clock
  log: Logger
  /** Groups what one action did. Made at the start of the call; kept by everything that it calls. */
  changeSet: string
  /** Nobody is told of what is done: sample data come as if they had always been there. */
  isQuiet?: boolean
  /** The request behind the call; absent where there is none. */
  source?: RequestSource
}
