import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { FieldType } from '../fields/field-type.ts'
import type { TaskKind } from '../jobs/task-runner.ts'
import { notFound } from '../kernel/errors.ts'
import type { Hooks } from '../kernel/hooks.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import type { Plugin, PluginApi, RegisterRoutes } from './api.ts'
import type { PluginFolder } from './find-plugins.ts'

/** What plugins may add to. */
export interface PluginHost {
  hooks: Hooks<RecordBatch>
  behaviors: Registry<Behavior>
  fieldTypes: Registry<FieldType>
  taskKinds: Registry<TaskKind>
  log: Logger
}

/** A plugin that runs. */
export interface LoadedPlugin {
  id: string
  /** Adds its routes to a server, behind the guards that are there already. Routes that cannot be added disable the plugin, and the server starts without it. */
  addRoutes(server: FastifyInstance): Promise<void>
  /** Takes away everything that the plugin added; its routes answer as if they were not there. Calling it again does nothing. */
  disable(): void
}

/** Sets up every plugin. One that fails is reported and skipped, and leaves nothing behind: the application starts without it. */
export async function loadPlugins(host: PluginHost, folders: PluginFolder[]): Promise<LoadedPlugin[]> {
  const loaded: LoadedPlugin[] = []
  for (const folder of folders) {
    const state: PluginState = { id: folder.id, isEnabled: true, undos: [], routes: [] }
    try {
      const module = (await import(pathToFileURL(join(folder.path, 'index.ts')).href)) as { plugin?: Plugin }
      if (!module.plugin) throw new Error('Its index.ts does not export `plugin`.')
      await module.plugin.setup(apiFor(host, folder, state))
      loaded.push({ id: folder.id, addRoutes: (server) => addRoutes(host, state, server), disable: () => disable(state) })
    } catch (error) {
      disable(state)
      host.log.error({ err: error, plugin: folder.id }, `The plugin "${folder.id}" could not be set up and is skipped.`)
    }
  }
  return loaded
}

interface PluginState {
  id: string
  isEnabled: boolean
  undos: (() => void)[]
  routes: RegisterRoutes[]
}

function disable(state: PluginState): void {
  state.isEnabled = false
  for (const undo of state.undos.splice(0).reverse()) undo()
}

function apiFor(host: PluginHost, { settings }: PluginFolder, state: PluginState): PluginApi {
  const { id, undos } = state
  return {
    settings,
    log: host.log.child({ plugin: id }),
    hooks: { on: (point, selector, handler) => void undos.push(host.hooks.on(point, { ...selector, id: `${id}/${selector.id}`, addedBy: id }, handler)) },
    behaviors: { add: (name, behavior) => void undos.push(host.behaviors.add(name, behavior, id)) },
    fields: { add: (type) => void undos.push(host.fieldTypes.add(type.name, type, id)) },
    tasks: { add: (kind, task) => void undos.push(host.taskKinds.add(kind, task, id)) },
    routes: { add: (register) => void state.routes.push(register) },
  }
}

async function addRoutes(host: PluginHost, state: PluginState, server: FastifyInstance): Promise<void> {
  if (state.routes.length === 0) return
  const add = async (scope: FastifyInstance): Promise<void> => {
    scope.addHook('onRequest', async () => {
      if (!state.isEnabled) throw notFound()
    })
    // An error that left this function would end the start of the whole server.
    try {
      for (const register of state.routes) await register(scope)
    } catch (error) {
      disable(state)
      host.log.error({ err: error, plugin: state.id }, `The routes of the plugin "${state.id}" could not be added; it is disabled.`)
    }
  }
  await server.register(add, { prefix: `/api/plugins/${state.id}` })
}
