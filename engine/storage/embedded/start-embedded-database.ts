import { existsSync, realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { accountName } from './account.ts'
import { checkCluster, clusterExists, createCluster, resetPasswords } from './cluster.ts'
import { explainFailure, isBusy } from './errors.ts'
import { hold, isHeld } from './holders.ts'
import { launchServer } from './launch.ts'
import type { Places } from './places.ts'
import { placesIn } from './places.ts'
import { findPostmaster, stopPostmaster, stopPostmasterSoon } from './postmaster.ts'
import { withProcessLock } from './process-lock.ts'
import type { Secrets } from './secrets.ts'
import { newSecrets, readSecrets, urlsOf, writeSecrets } from './secrets.ts'
import type { Site } from './site.ts'
import { openSite } from './site.ts'

export interface EmbeddedDatabaseOptions {
  /** Folder of the installation's data; made where it is missing. */
  dataDir: string
  log: Pick<Logger, 'info' | 'warn'>
  /** False gives up safety for speed: for tests. */
  durable?: boolean
  /** True lets the server run on after this process, until stopEmbeddedDatabase. */
  detached?: boolean
}

export interface EmbeddedDatabase {
  /** The database `mortise` as its owner, who is no superuser. */
  url: string
  /** The database `postgres` as superuser: for templates of tests and for maintenance. */
  adminUrl: string
  /** Stops the server, unless another living process uses it. */
  stop(): Promise<void>
}

const STOP_PATIENCE = 20_000
const LOCK_PATIENCE = 60_000

/**
 * Gives a running PostgreSQL whose data stand in `dataDir`: makes it on the first start, uses the one that outlived a
 * killed process, recovers the one that was killed. Whatever fails is thrown as one clear sentence.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const places = placesIn(options.dataDir)
  try {
    const site = openSite(places, options.durable ?? true)
    return await withProcessLock(lockOf(places), () => start(site, options))
  } catch (error) {
    throw asAppError(error, places)
  }
}

/** Stops the server of a folder, whoever uses it. */
export async function stopEmbeddedDatabase(dataDir: string): Promise<void> {
  const places = placesIn(dataDir)
  if (!existsSync(places.cluster)) return
  const cluster = realpathSync(places.cluster)
  await withProcessLock(lockOf(places), () => stopPostmaster(cluster, STOP_PATIENCE))
}

async function start(site: Site, options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const secrets = await prepareCluster(site, options.log)
  const cluster = realpathSync(site.places.cluster)
  const isInUse = isHeld(site.places.holders)
  const use = options.detached ? null : useServer(site.places, cluster)
  try {
    const adopted = await adopt(cluster, secrets)
    if (adopted !== null && !isInUse) options.log.info('The database of an earlier process still runs: it is used on.')
    const onSlow = () => options.log.info('The database is recovering from an unclean stop; this may take a while.')
    const port = adopted ?? (await launchServer(site, { cluster, preferredPort: secrets.port, onSlow }))
    if (port !== secrets.port) writeSecrets(site.places, { ...secrets, port })
    return { ...urlsOf(secrets, port), stop: use?.stop ?? (async () => {}) }
  } catch (error) {
    use?.release()
    throw error
  }
}

/** Sees to it that there is a cluster, and that its passwords are known. */
async function prepareCluster(site: Site, log: EmbeddedDatabaseOptions['log']): Promise<Secrets> {
  const known = readSecrets(site.places)
  if (clusterExists(site)) checkCluster(site)
  if (known && clusterExists(site)) return known

  const secrets = known ?? newSecrets()
  writeSecrets(site.places, secrets)
  if (clusterExists(site)) {
    log.warn(`The file ${site.places.secrets} was lost; the database gets new passwords.`)
    await stopPostmaster(realpathSync(site.places.cluster), STOP_PATIENCE)
    await resetPasswords(site, secrets)
    return secrets
  }

  log.info(`Making the database in ${site.places.cluster}.`)
  await createCluster(site, secrets)
  if (site.account)
    log.info(`PostgreSQL does not run as root: it runs as the user ${accountName(site.account)}, its files are in ${realpathSync(site.places.cluster)}.`)
  return secrets
}

/** The port of a server that runs already, once it answers; null when there is none, or when it was about to end and did. */
async function adopt(cluster: string, secrets: Secrets): Promise<number | null> {
  for (let server = findPostmaster(cluster); server; server = findPostmaster(cluster)) {
    const answer = await ask(urlsOf(secrets, server.port).url)
    if (answer === 'yes') return server.port
    if (answer === 'other password') await stopPostmaster(cluster, STOP_PATIENCE)
    await sleep(20)
  }
  return null
}

async function ask(url: string): Promise<'yes' | 'not now' | 'other password'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return 'yes'
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'other password' : 'not now'
  } finally {
    await client.end()
  }
}

/** Notes that this process uses the server. The last one to leave stops it, even when it leaves without a word or while the server still starts. */
function useServer(places: Places, cluster: string): { stop(): Promise<void>; release(): void } {
  const letGo = hold(places.holders)
  const leave = () => {
    letGo()
    if (!isHeld(places.holders)) stopPostmasterSoon(cluster)
  }
  const release = () => {
    process.off('exit', leave)
    letGo()
  }
  const stop = () =>
    withProcessLock(lockOf(places), async () => {
      release()
      if (!isHeld(places.holders)) await stopPostmaster(cluster, STOP_PATIENCE)
    })

  process.once('exit', leave)
  return { stop, release }
}

function lockOf(places: Places): { file: string; patience: number; busy: (pid: number) => Error } {
  return { file: places.lock, patience: LOCK_PATIENCE, busy: (pid) => isBusy({ params: { pid, folder: places.dataDir } }) }
}

function asAppError(error: unknown, places: Places): AppError {
  if (error instanceof AppError) return error
  return explainFailure({ output: String(error), folder: places.dataDir, user: accountName(null), logFile: places.log })
}
