import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { newDataDir, runCli } from '../support/server-process.ts'
import '../support/start-app.ts'

/** An installation with the stock modules and no records, worked on by commands alone. */
export interface StockInstallation {
  dataDir: string
  /** Runs a command of the cli on it. */
  run(args: string[]): ReturnType<typeof runCli>
  /** Rows that a statement reads from its database. */
  read<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
}

/** Sets one up for the tests of a file (call it at the top), and takes it away after them. */
export function useStockInstallation(): StockInstallation {
  const dataDir = newDataDir()
  let test: TestDatabase
  let database: pg.Client
  beforeAll(async () => {
    test = await createTestDatabase({ template: 'app_stock' })
    database = new pg.Client({ connectionString: test.url })
    await database.connect()
  }, 240_000)
  afterAll(async () => {
    await database?.end()
    await test?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    dataDir,
    run: (args) => runCli(args, { dataDir, databaseUrl: test.url }),
    read: async <Row extends pg.QueryResultRow>(text: string) => (await database.query<Row>(text)).rows,
  }
}
