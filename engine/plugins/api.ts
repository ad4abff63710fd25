import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { FieldType } from '../fields/field-type.ts'
import type { TaskKind } from '../jobs/task-runner.ts'
import { unauthenticated } from '../kernel/errors.ts'
import type { HookHandler, HookPoint, HookSelector } from '../kernel/hooks.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import type { RecordContext } from '../records/record-context.ts'
import type { PluginSettings } from './find-plugins.ts'

/** Everything that a plugin may import besides the contract: types, … */
export type { Behavior, FieldType, HookPoint, HookSelector, PluginSettings, RecordBatch, RecordContext, TaskKind }
/** … what handlers need to work on a batch, … */
export { type BatchItem, fillValue, isBlank, setValue } from '../records/hooks-batch.ts'
/** … records, with the rights of the context that is handed on, … */
export { aggregateRecords } from '../records/aggregate.ts'
export { createRecord } from '../records/create.ts'
export { findRecords } from '../records/find.ts'
export { getRecord } from '../records/get.ts'
export { removeRecord } from '../records/remove.ts'
export { updateRecord } from '../records/update.ts'
/** … and errors, which the server answers with their status and code. */
export { conflict, defineError, forbidden, invalid, notFound } from '../kernel/errors.ts'

/** Adds routes to a server whose addresses all begin with /api/plugins/<id>. */
export type RegisterRoutes = (server: FastifyInstance) => void | Promise<void>

/** What a plugin is given at its set-up. Everything that it adds is tagged with its id and taken away when it is disabled. */
export interface PluginApi {
  /** `settings` of plugin.json, and over them those of the installation. */
  settings: PluginSettings
  log: Logger
  /** A rule in the life of records: `api.hooks.on('record.saved', { module: 'invoices', id: 'take-stock' }, handler)`. A selector without module and behavior means every module. */
  hooks: { on(point: HookPoint, selector: HookSelector, handler: HookHandler<RecordBatch>): void }
  /** A behaviour that modules declare in their metadata: `{ "use": name, … }`. */
  behaviors: { add(name: string, behavior: Behavior): void }
  /** A type of field. */
  fields: { add(type: FieldType): void }
  /** A kind of long work in the background. */
  tasks: { add(kind: string, task: TaskKind): void }
  /** Routes under /api/plugins/<id>. Each declares who may use it (`config: { access: 'user' }`), and its query and body as JSON Schema; what it does not declare it does not get. */
  routes: { add(register: RegisterRoutes): void }
}

/** A plugin. Its metadata layer lies in `metadata/` beside its index.ts and needs no code. */
export interface Plugin {
  setup(api: PluginApi): void | Promise<void>
}

/** Gives a plugin its type; the entry file of a plugin exports the result as `plugin`. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}

/** The context of a request to a route of a plugin: who asks, with which rights. Throws UNAUTHENTICATED on a public route. */
export function contextOf(request: FastifyRequest): RecordContext {
  const { recordContext } = request as { recordContext?: RecordContext | null }
  if (!recordContext) throw unauthenticated()
  return recordContext
}
