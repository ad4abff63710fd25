import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ListResult, RecordData, TaskInfo } from '../../engine/contract/api.ts'
import type { ImportInfo } from '../../engine/contract/import.ts'
import { newDataDir, runCli, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'

const dataDir = newDataDir()
let server: ServerProcess

beforeAll(async () => {
  server = await startServerProcess({ dataDir })
}, 90_000)
afterAll(async () => {
  await server?.kill('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
})

const MODULE = {
  key: 'machines',
  label: { en: 'Machine', 'zh-CN': '机器' },
  pluralLabel: { en: 'Machines', 'zh-CN': '机器' },
  icon: 'cog',
  color: 'blue',
  area: 'sales',
  nameField: 'name',
  search: ['name'],
  capabilities: ['import', 'export', 'history', 'recycleBin'],
}
const FIELDS = {
  fields: [
    { key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' }, required: true, searchable: true },
    { key: 'price', type: 'money', label: { en: 'Price', 'zh-CN': '价格' } },
    { key: 'bought', type: 'date', label: { en: 'Bought', 'zh-CN': '购买日期' } },
  ],
}
const ACCESS = { organisation: 'private', profiles: { sales: { actions: ['read', 'create', 'update', 'delete'] } } }

function dropFolder(): void {
  const folder = join(dataDir, 'metadata', 'modules', 'machines')
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries({ module: MODULE, fields: FIELDS, access: ACCESS }))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content))
}

it('makes a module of one folder with three files, without a restart', async () => {
  await expect(server.api('GET', '/api/records/machines')).rejects.toThrow('404')

  dropFolder()
  const applied = await runCli(['metadata', 'apply'], { dataDir })
  expect(applied.output).toContain('create table "data"."machines"')
  expect(applied.code).toBe(0)

  const made = await server.api<RecordData>('POST', '/api/records/machines', { values: { name: '数控车床 Lathe', price: '1200.50', bought: '2026-03-01' } })
  expect(made.values.price).toMatchObject({ amount: '1200.5', currency: 'CNY' })
  expect((await server.api<ListResult>('GET', '/api/records/machines?q=%E6%95%B0%E6%8E%A7&count=exact')).count).toEqual({ value: 1, exact: true })
  const metadata = await server.api<{ modules: Record<string, { layouts: object }>; areas: { modules: string[] }[] }>('GET', '/api/metadata')
  expect(Object.keys(metadata.modules.machines?.layouts ?? {})).toEqual(expect.arrayContaining(['detail', 'form']))
  expect(metadata.areas.some((area) => area.modules.includes('machines'))).toBe(true)
})

it('imports into the new module', async () => {
  const form = new FormData()
  form.append('file', new Blob(['名称,价格,购买日期\n冲床,"3,400.00",2026/5/6\n铣床,99,2025/12/31\n']), 'machines.csv')
  const opened = await server.api<ImportInfo>('POST', '/api/imports?module=machines', form)
  expect(opened.mapping.map(({ field }) => field)).toEqual(['name', 'price', 'bought'])

  const { task } = await server.api<{ task: string }>('POST', `/api/imports/${opened.id}/run`)
  await until(async () => (await server.api<TaskInfo>('GET', `/api/tasks/${task}`)).state === 'done', 'the import')
  const { records } = await server.api<ListResult>('GET', '/api/records/machines?sort=name&fields=name,bought')
  expect(records.map(({ values }) => [values.name, values.bought])).toEqual(
    expect.arrayContaining([
      ['冲床', '2026-05-06'],
      ['铣床', '2025-12-31'],
    ]),
  )
})

it('says on the command line what became of the rows, and fails where some could not be imported', async () => {
  const file = join(dataDir, 'machines.csv')
  const errors = join(dataDir, 'errors.csv')
  writeFileSync(file, 'Name,Price\nDrill,120\n,80\n')
  const run = await runCli(['import', 'machines', file, '--errors', errors], { dataDir })
  expect(run.output).toContain('1 created, 0 updated, 0 skipped, 1 failed')
  expect(run.output).toContain('Row 3: name: ')
  expect(run.code).toBe(1)
  expect(readFileSync(errors, 'utf8')).toContain(',80,')
})

it('refuses broken metadata with its place, and changes nothing', async () => {
  writeFileSync(join(dataDir, 'metadata', 'modules', 'machines', 'access.json'), '{ "organisaton": "private" }')
  const refused = await runCli(['metadata', 'apply'], { dataDir })
  expect(refused.code).toBe(1)
  expect(refused.output).toMatch(/access\.json/)
  expect(refused.output).toMatch(/organisation/)
  expect((await server.api<ListResult>('GET', '/api/records/machines?count=exact')).count?.value).toBe(4)
})
