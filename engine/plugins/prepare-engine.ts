import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { registerBehaviors } from '../behaviors/register.ts'
import { registerCollaboration } from '../collaboration/register.ts'
import { registerFieldTypes } from '../fields/register.ts'
import type { FieldType } from '../fields/field-type.ts'
import { setSecretKey } from '../fields/other/secret-key.ts'
import type { FileStore } from '../files/file-store.ts'
import type { TaskKind } from '../jobs/task-runner.ts'
import type { Config } from '../kernel/config.ts'
import { createHooks, type Hooks } from '../kernel/hooks.ts'
import type { Logger } from '../kernel/logger.ts'
import { createRegistry, type Registry } from '../kernel/registry.ts'
import { loadSecretKey } from '../kernel/secret-file.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { bulkTask, undoTask } from '../transfer/bulk/bulk-tasks.ts'
import { auditExportTask } from '../transfer/export/audit-export-task.ts'
import { DUPLICATE_SEARCH } from '../storage/duplicates/found-groups.ts'
import { duplicateTask } from '../transfer/duplicates/duplicate-task.ts'
import { exportTask } from '../transfer/export/export-task.ts'
import { demoTask, removeDemoTask } from '../transfer/demo/demo-tasks.ts'
import { DEMO_FOLDER } from '../transfer/demo/load-demo-plan.ts'
import { DEMO_TASK, REMOVE_DEMO_TASK } from '../transfer/demo/manage-demo.ts'
import { deactivateTask } from '../transfer/users/deactivate-task.ts'
import { checkTask, importTask, undoImportTask } from '../transfer/import/import-tasks.ts'
import { findPlugins } from './find-plugins.ts'
import type { MetadataPlaces, MetadataRegistries } from './load-metadata.ts'
import { loadPlugins } from './load-plugins.ts'
import { openSoundMetadata } from './sound-metadata.ts'

/** Everything that does not need a database: registries filled, plugins set up, the places of metadata. */
export interface PreparedEngine {
  registries: MetadataRegistries
  hooks: Hooks<RecordBatch>
  taskKinds: Registry<TaskKind>
  places: MetadataPlaces
  /** Where the sample data of the product is described. */
  demoFolder: string
  pluginRoutes: ((server: FastifyInstance) => Promise<void>)[]
  /** Adds the kinds of task that need the file store. */
  addTaskKinds(store: FileStore): void
}

/** Where the code and the data of the product stand. */
export interface ProductPlaces {
  /** The checkout. */
  root: string
  /** The stock modules; `metadata/` of the checkout if absent. */
  stock?: string
  /** The folder of the plugins; `plugins/` of the checkout if absent. */
  plugins?: string
}

/** Folders of the engine, and those of the plugins, hold all that decides what is wrong with metadata. */
const CHECKING_CODE = ['contract', 'kernel', 'fields', 'metadata', 'behaviors']

/** Fills the registries and sets up the plugins. */
export async function prepareEngine({ config, log, root, ...places }: ProductPlaces & { config: Config; log: Logger }): Promise<PreparedEngine> {
  const fieldTypes = createRegistry<FieldType>('field type')
  const behaviors = createRegistry<Behavior>('behavior')
  const taskKinds = createRegistry<TaskKind>('kind of task')
  const hooks = createHooks<RecordBatch>()
  registerFieldTypes(fieldTypes)
  setSecretKey(loadSecretKey(config.dataDir))
  registerBehaviors({ behaviors, hooks })
  registerCollaboration(hooks)

  const folders = await findPlugins({ root: places.plugins ?? join(root, 'plugins'), site: join(config.dataDir, 'plugins') }, log)
  const plugins = await loadPlugins({ hooks, behaviors, fieldTypes, taskKinds, log }, folders)
  const stock = places.stock ?? join(root, 'metadata')
  const demoFolder = join(stock, DEMO_FOLDER)
  const loaded = folders.filter(({ id }) => plugins.some((plugin) => plugin.id === id))
  const checking = CHECKING_CODE.map((folder) => join(root, 'engine', folder))
  const sound = openSoundMetadata(join(root, 'node_modules', '.cache', 'mortise-sound'), [...checking, ...loaded.map(({ path }) => path)])
  const product = [
    { name: 'system', root: join(root, 'engine', 'metadata', 'system') },
    { name: 'stock', root: stock },
  ]
  return {
    registries: { fieldTypes, behaviors },
    hooks,
    taskKinds,
    places: { product, plugins: loaded, site: join(config.dataDir, 'metadata'), sound },
    demoFolder,
    pluginRoutes: plugins.map((plugin) => plugin.addRoutes),
    addTaskKinds(store) {
      taskKinds.add('import-check', checkTask)
      taskKinds.add('import', importTask)
      taskKinds.add('import-undo', undoImportTask)
      taskKinds.add('export', exportTask(store))
      taskKinds.add(DUPLICATE_SEARCH, duplicateTask)
      for (const op of ['update', 'tag', 'delete', 'restore']) taskKinds.add(`bulk-${op}`, bulkTask)
      taskKinds.add('undo', undoTask)
      taskKinds.add('deactivate-user', deactivateTask)
      taskKinds.add(DEMO_TASK, demoTask(demoFolder))
      taskKinds.add(REMOVE_DEMO_TASK, removeDemoTask)
      taskKinds.add('audit-export', auditExportTask(store))
    },
  }
}
