import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { newDataDir, runCli, startServerProcess } from '../support/server-process.ts'
import '../support/start-app.ts'

interface Installation {
  database: TestDatabase
  dataDir: string
}
const installations: Installation[] = []
async function install(): Promise<Installation> {
  const installation = { database: await createTestDatabase({ template: 'app_stock' }), dataDir: newDataDir() }
  installations.push(installation)
  return installation
}
const cli = ({ database, dataDir }: Installation, ...args: string[]) => runCli(['metadata', ...args], { dataDir, databaseUrl: database.url })

let one: Installation
let other: Installation
beforeAll(async () => {
  one = await install()
  other = await install()
}, 120_000)
afterAll(async () => {
  for (const { database, dataDir } of installations) {
    await database.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

it('what an admin changed in one installation is carried into another as files', async () => {
  const folder = join(one.dataDir, 'carried')
  expect((await cli(one, 'export', folder)).output).toContain('there is nothing to export')

  const server = await startServerProcess({ dataDir: one.dataDir, databaseUrl: one.database.url })
  await server.api('PUT', '/api/access/organisation/vendors', { organisation: 'public_read' })
  await server.kill('SIGTERM')
  expect((await cli(one, 'export', folder)).output).toContain('1 files.')
  expect(JSON.parse(readFileSync(join(folder, 'modules', 'vendors', 'access.json'), 'utf8'))).toEqual({ organisation: 'public_read' })
  expect(await cli(one, 'export', folder)).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') })

  expect((await cli(other, 'diff', folder)).output).toBe('~ module vendors: access\n')
  expect((await cli(other, 'plan')).output).toContain('Nothing to do')
  cpSync(folder, join(other.dataDir, 'metadata'), { recursive: true })
  expect((await cli(other, 'apply')).output).toContain('is applied')
  expect((await cli(other, 'diff', folder)).output).toBe('These files change nothing.\n')
}, 180_000)

it('a folder without metadata is told from one that changes nothing', async () => {
  expect(await cli(other, 'diff', join(other.dataDir, 'nothing'))).toMatchObject({ code: 1, output: expect.stringContaining('holds no metadata') })
})
