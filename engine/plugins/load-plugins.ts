import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { FieldType } from '../fields/field-type.ts'
import type { TaskKind } from '../jobs/task-runner.ts'
import type { Hooks } from '../kernel/hooks.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import type { Plugin, PluginApi } from './api.ts'
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
  routes: ((server: FastifyInstance) => void)[]
  /** Takes away everything that the plugin added. */
  disable(): void
}

/** Sets up every plugin. One that fails is reported and skipped, and leaves nothing behind: the application starts without it. */
export async function loadPlugins(host: PluginHost, folders: PluginFolder[]): Promise<LoadedPlugin[]> {
  const loaded: LoadedPlugin[] = []
  for (const folder of folders) {
    const undos: (() => void)[] = []
    const plugin: LoadedPlugin = {
      id: folder.id,
      routes: [],
      disable: () =>
        undos
          .splice(0)
          .reverse()
          .forEach((undo) => undo()),
    }
    try {
      const module = (await import(pathToFileURL(join(folder.path, 'index.ts')).href)) as { plugin?: Plugin }
      if (!module.plugin) throw new Error('Its index.ts does not export `plugin`.')
      module.plugin.setup(apiFor(host, plugin, undos))
      loaded.push(plugin)
    } catch (error) {
      plugin.disable()
      host.log.error({ err: error, plugin: folder.id }, `The plugin "${folder.id}" could not be set up and is skipped.`)
    }
  }
  return loaded
}

function apiFor(host: PluginHost, plugin: LoadedPlugin, undos: (() => void)[]): PluginApi {
  const { id } = plugin
  return {
    hooks: { on: (point, selector, handler) => void undos.push(host.hooks.on(point, { ...selector, id: `${id}/${selector.id}`, addedBy: id }, handler)) },
    behaviors: { add: (name, behavior) => void undos.push(host.behaviors.add(name, behavior, id)) },
    fields: { add: (type) => void undos.push(host.fieldTypes.add(type.name, type, id)) },
    tasks: { add: (kind, task) => void undos.push(host.taskKinds.add(kind, task, id)) },
    routes: { add: (register) => void plugin.routes.push(register) },
  }
}
