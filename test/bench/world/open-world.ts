import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { connectDatabase } from '../../../engine/storage/pool.ts'
import type { EmbeddedDatabase } from '../../../engine/storage/embedded/start-embedded-database.ts'
import { loadModel } from '../../../engine/storage/model/stored-model.ts'
import { createSession } from '../../../engine/storage/sign-in/sessions.ts'
import { fill } from './fill.ts'
import { ownersSeen, VIEWER } from './people.ts'
import { FLOOR, OURS } from './places.ts'
import { type Samples, samplesOf } from './samples.ts'
import { type BenchProcess, startProcess } from './start-process.ts'

/** A filled database with both servers on it. */
export interface World {
  /** Opportunities. */
  rows: number
  ours: BenchProcess
  floor: BenchProcess
  /** Signs the viewer in at ours. */
  headers: Record<string, string>
  samples: Samples
  /** As superuser, for samples and for what the cases set up. */
  client: pg.Client
  /** For processes beside the servers. */
  environment: Record<string, string>
  /** The installation's folder. */
  dataDir: string
  close(): Promise<void>
}

/** In these modules people see only what is theirs: the stock setting shows everybody everything, which would ask nothing of the row predicate. */
const PRIVATE = ['accounts', 'contacts', 'opportunities']
const SEARCHED = [...PRIVATE, 'products'].map((module) => `search-terms:${module}`)
const ACCESS = { organisation: 'private', profiles: { sales: { actions: ['read', 'create', 'update', 'delete', 'import', 'export'] } } }

export interface WorldOptions {
  /** Opportunities. */
  rows: number
  folder: string
  /** Adds to the folder of the installation before its first start. */
  prepare?(dataDir: string): void
}

/** Makes a database with so many opportunities and starts both servers on it. */
export async function openWorld(cluster: EmbeddedDatabase, { rows, folder, prepare }: WorldOptions): Promise<World> {
  const name = `bench_${rows}`
  const dataDir = path.join(folder, name)
  for (const module of PRIVATE) {
    const place = path.join(dataDir, 'metadata', 'modules', module)
    mkdirSync(place, { recursive: true })
    writeFileSync(path.join(place, 'access.json'), JSON.stringify(ACCESS))
  }
  prepare?.(dataDir)
  await onDatabase(cluster.adminUrl, (admin) => admin.query(`create database ${name} owner mortise`))
  const url = databaseUrl(cluster.url, name)
  const environment = { DATABASE_URL: url, MORTISE_DATA_DIR: dataDir, MORTISE_ADMIN_PASSWORD: 'correct horse battery' }

  const client = new pg.Client({ connectionString: databaseUrl(cluster.adminUrl, name) })
  // A run that is ended stops the database before anything else lets go of it.
  client.on('error', () => undefined)
  await client.connect()
  // The first start makes the tables and the first records.
  const first = await startProcess(OURS, [], environment)
  await untilSearchIsKnown(client)
  await first.stop()
  const cookie = await fillAndSignIn(url, client, rows)

  const ours = await startProcess(OURS, [], environment)
  const floor = await startProcess(FLOOR, [], { DATABASE_URL: url, OWNERS: ownersSeen().join(',') })
  return {
    rows,
    ours,
    floor,
    headers: { cookie },
    samples: samplesOf(client, { url: ours.url, headers: { cookie } }),
    client,
    environment,
    dataDir,
    async close() {
      await Promise.all([ours.stop(), floor.stop(), client.end()])
      await onDatabase(cluster.adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
    },
  }
}

/** Until the engine has written down how search terms are made: else it would make those of all records anew while it is measured. */
async function untilSearchIsKnown(client: pg.Client): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(200)) {
    const { rows } = await client.query('select key from app.preference where key = any($1)', [SEARCHED])
    if (rows.length === SEARCHED.length) return
  }
  throw new Error('The engine has not looked after its search terms.')
}

async function fillAndSignIn(url: string, client: pg.Client, rows: number): Promise<string> {
  const database = await connectDatabase(url, { max: 1, applicationName: 'bench' })
  try {
    const model = await loadModel(database)
    if (!model) throw new Error('The tables were not made.')
    await fill(client, { model, rows })
    const { token } = await createSession(database, { userId: VIEWER, address: '127.0.0.1', agent: 'bench', now: new Date() })
    return `mortise_session=${token}`
  } finally {
    await database.close()
  }
}

async function onDatabase(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function databaseUrl(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
