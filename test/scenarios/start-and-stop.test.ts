import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { ListResult } from '../../engine/contract/api.ts'
import { freePort, newDataDir, runCli, startServerProcess } from '../support/server-process.ts'

const folders: string[] = []
function dataFolder(): string {
  const folder = newDataDir()
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('keeps what was acknowledged through kill -9, and the next start goes on by itself', async () => {
  const dataDir = dataFolder()
  const first = await startServerProcess({ dataDir })
  await first.api('POST', '/api/records/tags', { values: { name: 'kept' } })
  await first.kill('SIGKILL')

  const second = await startServerProcess({ dataDir })
  const { records } = await second.api<ListResult>('GET', '/api/records/tags')
  expect(records.map(({ values }) => values.name)).toEqual(['kept'])
  expect(await second.kill('SIGTERM')).toBe(0)
}, 90_000)

it('says in one sentence that its port is taken', async () => {
  const dataDir = dataFolder()
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  const { code, output } = await runCli(['start'], { dataDir, port })
  other.close()
  expect(code).toBe(1)
  expect(output.trim().split('\n').at(-1)).toBe(`Mortise cannot listen at 127.0.0.1:${port}: another program does. Stop it, or set PORT to another number.`)
}, 60_000)

it('says in one sentence that its database cannot be reached', async () => {
  const { code, output } = await runCli(['start'], {
    dataDir: dataFolder(),
    databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/nothing',
    port: await freePort(),
  })
  expect(code).toBe(1)
  expect(output).toContain('The database at 127.0.0.1:1/nothing cannot be used')
  expect(output).not.toContain('secret')
})

it('does not start on bad metadata, and names the file, the place and the right word', async () => {
  const dataDir = dataFolder()
  const folder = join(dataDir, 'metadata', 'modules', 'things')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'module.json'), '{ "key": "things", "lable": { "en": "Thing" } }')
  const { code, output } = await runCli(['start'], { dataDir, port: await freePort() })
  expect(code).toBe(1)
  expect(output).toMatch(/modules\/things\/module\.json/)
  expect(output).toMatch(/lable[\s\S]*label/)
}, 60_000)
