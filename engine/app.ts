import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { TASK_ENDED } from './collaboration/notices/notice.ts'
import { COLLABORATION_HANDLERS } from './collaboration/outbox-handlers.ts'
import { createDiskStore } from './files/file-store.ts'
import { listen } from './http/listen.ts'
import { listenForLiveEvents } from './http/live-events.ts'
import { openCall } from './http/call.ts'
import type { Runtime } from './http/runtime.ts'
import { buildServer } from './http/server.ts'
import { type OutboxParts, startOutboxDispatcher } from './jobs/outbox-dispatcher.ts'
import { startScheduler } from './jobs/scheduler.ts'
import { startTaskRunner } from './jobs/task-runner.ts'
import { systemActor } from './kernel/actor.ts'
import { systemClock } from './kernel/clock.ts'
import { type Config, configuredHosts } from './kernel/config.ts'
import { createEgress, type Egress } from './kernel/egress.ts'
import type { Logger } from './kernel/logger.ts'
import { newId } from './kernel/uuid.ts'
import { createMailTransport } from './mail/mail-transport.ts'
import { MAIL, mailHandler } from './mail/queue-mail.ts'
import { applyMetadata, finishMetadata } from './plugins/apply-metadata.ts'
import { prepareEngine, type PreparedEngine, type ProductPlaces } from './plugins/prepare-engine.ts'
import { announceChanges } from './records/after-commit/announce-changes.ts'
import type { RecordContext } from './records/record-context.ts'
import { refreshStaleSearch } from './records/search-terms/refresh-stale-search.ts'
import { seedFirstRecords } from './records/first-records/seed.ts'
import { sweepNotifications } from './storage/collaboration/notifications.ts'
import { FORGOTTEN, forgottenHandler, linkBase } from './sign-in/password-mail.ts'
import { startEmbeddedDatabase } from './storage/embedded/start-embedded-database.ts'
import { migrateSystemTables } from './storage/migrate.ts'
import { createModelStore } from './storage/model/model-store.ts'
import { ensurePartitions } from './storage/partitions.ts'
import { connectDatabase, type ConnectedDatabase } from './storage/pool.ts'
import { loadActor } from './storage/sign-in/load-actor.ts'
import { findIdentityOf, type Identity } from './storage/sign-in/identity.ts'
import { sweepSignIn } from './storage/sign-in/sweep.ts'
import { impersonatorOfTask, localeOfTask, type Task } from './storage/tasks.ts'

/** An application that runs. */
export interface App {
  server: FastifyInstance
  /** Where it answers. */
  address: string
  /** For tests and tracing. */
  hooks: PreparedEngine['hooks']
  /** Lets requests in flight finish, hands running tasks over to the next start, stops the database it started. */
  stop(): Promise<void>
}

/** Other modules and plugins than the product's, for tests. */
export interface StartOptions extends Partial<ProductPlaces> {
  /** Is told the first administrator's password at once when it was made up: a start that fails later must not swallow it. */
  onFirstPassword?(password: string): void
}

const ROOT = join(import.meta.dirname, '..')

/**
 * Starts the application: database, system tables, metadata, first records, workers, HTTP. The only place that names every folder.
 * Throws errors with one clear sentence; what was started before is stopped again.
 */
export async function startApp(config: Config, log: Logger, { onFirstPassword = () => undefined, ...places }: StartOptions = {}): Promise<App> {
  const closers: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const [database, engine] = await together(openDatabase(config, log, closers), prepareEngine({ root: ROOT, ...places, config, log }))
    return await startServices({ config, log, database, engine, closers, stop, onFirstPassword })
  } catch (error) {
    await stop()
    throw error
  }
}

/** Both side by side: the database starts while files are read. Where one fails, the other is waited for, so that it can be stopped. */
async function together<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}

async function openDatabase(config: Config, log: Logger, closers: (() => Promise<void>)[]): Promise<ConnectedDatabase> {
  let url = config.databaseUrl
  if (url === null) {
    const embedded = await startEmbeddedDatabase({ dataDir: config.dataDir, log })
    closers.push(() => embedded.stop())
    url = embedded.url
  }
  const database = await connectDatabase(url, { max: 20, log })
  closers.push(() => database.close())
  await migrateSystemTables(database)
  return database
}

interface Parts {
  config: Config
  log: Logger
  database: ConnectedDatabase
  engine: PreparedEngine
  closers: (() => Promise<void>)[]
  stop(): Promise<void>
  onFirstPassword(password: string): void
}

async function startServices({ config, log, database, engine, closers, stop, onFirstPassword }: Parts): Promise<App> {
  const change = await applyMetadata({ database, ...engine, author: { id: null, name: 'Mortise' }, reason: 'Start' })
  const models = createModelStore(database, change.model)
  const common = { database, fieldTypes: engine.registries.fieldTypes, hooks: engine.hooks, clock: systemClock, log }
  const contextFor = (reason: string): RecordContext => ({
    ...common,
    actor: systemActor(reason),
    origin: 'job',
    model: models.current(),
    changeSet: newId(),
  })
  const firstPassword = await seedFirstRecords(contextFor('first records'), { adminPassword: config.adminPassword })
  if (firstPassword !== null) onFirstPassword(firstPassword)

  let stopping = false
  const egress = createEgress(configuredHosts(config))
  const runtime: Runtime = {
    ...common,
    egress,
    config,
    models,
    loadActor: (identity) => loadActor(database, identity),
    changeMetadata: metadataChanger({ database, engine, models }),
    isStopping: () => stopping,
  }
  const files = createDiskStore(join(config.dataDir, 'files'))
  engine.addTaskKinds(files)

  const stopAnnouncing = announceChanges({ hooks: engine.hooks, database, log })
  closers.push(async () => stopAnnouncing())
  const outbox = await startOutboxDispatcher({ database, openContext: () => contextFor('outbox'), log, handlers: outboxHandlers(config, egress) })
  closers.push(() => outbox.stop())
  const openTask = async (task: Task): Promise<RecordContext> => {
    const call = await openCall(runtime, asAsked(task, await findIdentityOf(database, task.actor)))
    return { ...call, origin: 'job', changeSet: task.changeSet ?? newId() }
  }
  const tasks = await startTaskRunner({ database, kinds: engine.taskKinds, log, endedKind: TASK_ENDED, openContext: openTask })
  closers.push(() => tasks.stop())
  const live = await listenForLiveEvents(database, log)
  closers.push(() => live.close())

  const server = await buildServer(runtime, { live, files, uiFolder: join(ROOT, 'dist', 'ui'), demoFolder: engine.demoFolder, routes: engine.pluginRoutes })
  closers.push(() => server.close())
  const address = await listen(server, config)

  closers.push(startLater({ config, database, engine, log, models, outbox, tasks, contextFor }))
  return {
    server,
    address,
    hooks: engine.hooks,
    stop: async () => {
      stopping = true
      await stop()
    },
  }
}

/** Who asked for a task, as they asked: in their language, and in both names where an admin acted as somebody else. */
function asAsked(task: Task, identity: Identity): Identity {
  const impersonator = impersonatorOfTask(task)
  return { ...identity, locale: identity.locale ?? localeOfTask(task), impersonator: impersonator && { ...impersonator, isAdmin: true } }
}

/** What the outbox does besides running record.committed. */
function outboxHandlers(config: Config, egress: Egress): OutboxParts['handlers'] {
  return { ...COLLABORATION_HANDLERS, [MAIL]: mailHandler(createMailTransport(config, egress)), [FORGOTTEN]: forgottenHandler(linkBase(config)) }
}

/** Changes of the installation's own metadata; this process answers by the new model at once, the others from their next request on. */
function metadataChanger({ database, engine, models }: Pick<Parts, 'database' | 'engine'> & Pick<Later, 'models'>): Runtime['changeMetadata'] {
  return async ({ actor }, request) => {
    const { model } = await applyMetadata({ database, ...engine, author: { id: actor.userId, name: actor.name }, ...request })
    models.replace(model)
    return model
  }
}

type Later = Pick<Parts, 'config' | 'database' | 'engine' | 'log'> & {
  models: ReturnType<typeof createModelStore>
  outbox: { wake(): void }
  tasks: { wake(): void }
  contextFor(reason: string): RecordContext
}

/** What need not be there for the first answer: the scheduler, and indexes that an earlier start did not finish. */
function startLater({ config, database, engine, log, models, outbox, tasks, contextFor }: Later): () => Promise<void> {
  const scheduler = startScheduler({
    url: config.jobsUrl ?? database.url,
    log,
    jobs: [
      { name: 'partitions', everySeconds: 6 * 3600, run: async () => void (await ensurePartitions(database, new Date())) },
      { name: 'outbox', everySeconds: 30, run: async () => outbox.wake() },
      { name: 'notifications', everySeconds: 24 * 3600, run: () => sweepNotifications(database, 180) },
      { name: 'tasks', everySeconds: 15, run: async () => tasks.wake() },
      { name: 'sign-in sweep', everySeconds: 3600, run: () => sweepSignIn(database) },
      { name: 'search terms', everySeconds: 60, run: async () => void (await refreshStaleSearch(contextFor('search terms'))) },
    ],
  })
  scheduler.catch((error: unknown) => log.error({ err: error }, 'The job scheduler could not be started'))
  const finishing = finishMetadata({ database, registries: engine.registries }, models.current())
  finishing.catch((error: unknown) => log.error({ err: error }, 'An earlier change of the metadata could not be finished'))
  return async () => {
    await finishing.catch(() => undefined)
    await scheduler.then(
      (running) => running.stop(),
      () => undefined,
    )
  }
}
