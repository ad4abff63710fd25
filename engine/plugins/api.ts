import type { FastifyInstance } from 'fastify'
import type { FieldType } from '../fields/field-type.ts'
import type { HookHandler, HookPoint, HookSelector } from '../kernel/hooks.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import type { Behavior } from '../records/behavior.ts'
import type { TaskKind } from '../jobs/task-runner.ts'

/** Everything that a plugin may import besides the contract. */
export type { FieldType, HookPoint, HookSelector, RecordBatch, Behavior, TaskKind }
export { fillValue, isBlank, setValue, type BatchItem } from '../records/hooks-batch.ts'
export { findRecords } from '../records/find.ts'
export { getRecord } from '../records/get.ts'
export { createRecord } from '../records/create.ts'
export { updateRecord } from '../records/update.ts'

/** What a plugin is given at its set-up. Everything that it adds is tagged with its id and taken away when it is disabled. */
export interface PluginApi {
  hooks: { on(point: HookPoint, selector: HookSelector, handler: HookHandler<RecordBatch>): void }
  behaviors: { add(name: string, behavior: Behavior): void }
  fields: { add(type: FieldType): void }
  tasks: { add(kind: string, task: TaskKind): void }
  /** Routes under /api/plugins/<id>; each declares who may use it (`config: { access: 'user' }`). */
  routes: { add(register: (server: FastifyInstance) => void): void }
}

/** A plugin. Its metadata layer lies in `metadata/` beside its index.ts and needs no code. */
export interface Plugin {
  setup(api: PluginApi): void
}

/** Gives a plugin its type; the entry file of a plugin exports the result as `plugin`. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
