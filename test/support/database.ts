import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { EmbeddedDatabase } from '../../engine/storage/embedded/start-embedded-database.ts'
import { startEmbeddedDatabase } from '../../engine/storage/embedded/start-embedded-database.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

const SILENT = { info: () => {}, warn: () => {} }
const templates = new Map<string, (url: string) => Promise<void>>()
let server: Promise<EmbeddedDatabase> | undefined

/**
 * Says how a template is filled. It runs once in a run of the suite, in whichever worker needs the template first;
 * it must close its connections.
 */
export function registerTemplate(name: string, prepare: (url: string) => Promise<void>): void {
  templates.set(name, prepare)
}

/** Makes a database of its own for one test file: empty, or a copy of a template ('foreign', 'stock', 'empty'). Drop it in `afterAll`. */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const { adminUrl, url } = await cluster()
  const name = `test_${randomBytes(8).toString('hex')}`
  await withAdmin(adminUrl, async (admin) => {
    const template = options.template ? await prepareTemplate(options.template, admin) : 'template1'
    await admin.query(`create database ${name} owner mortise template ${template} strategy file_copy`)
  })
  return {
    url: databaseUrl(url, name),
    drop: () => withAdmin(adminUrl, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  }
}

function cluster(): Promise<EmbeddedDatabase> {
  server ??= startEmbeddedDatabase({ dataDir: inject('clusterFolder'), log: SILENT, durable: false, detached: true })
  return server
}

/** One worker fills the template while the others wait. Only a filled one is marked as a template, so a failed try is done again. */
async function prepareTemplate(name: string, admin: pg.Client): Promise<string> {
  const database = `template_${name}`
  await admin.query('select pg_advisory_lock(hashtext($1))', [database])
  try {
    const { rows } = await admin.query('select datistemplate from pg_database where datname = $1', [database])
    if (!rows[0]?.datistemplate) await fillTemplate(name, admin)
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [database])
  }
  return database
}

async function fillTemplate(name: string, admin: pg.Client): Promise<void> {
  const prepare = templates.get(name)
  if (!prepare) throw new Error(`Nobody registered how the template "${name}" is filled: call registerTemplate first.`)
  const database = `template_${name}`
  const { url } = await cluster()
  await admin.query(`drop database if exists ${database} with (force)`)
  await admin.query(`create database ${database} owner mortise`)
  await prepare(databaseUrl(url, database))
  await admin.query(`alter database ${database} is_template true`)
}

async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function databaseUrl(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
