import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import type { ImportReport } from '../../engine/contract/import.ts'
import { useStockInstallation } from './use-stock-installation.ts'

const { dataDir, run, read } = useStockInstallation()
const command = (...args: string[]) => run(['import', ...args])
const file = (name: string): string => path.join(dataDir, name)

it('imports as its mapping says, keeps the rows that fail in a file, and takes them again when they are corrected', async () => {
  writeFileSync(file('vendors.csv'), 'Who,Mail\nAlder,alder@example.org\nBrim,no mail\nCorvo,corvo@example.org\n')
  const mapping = [
    { field: 'name', template: '{Who} Ltd' },
    { field: 'email', column: 'Mail' },
  ]
  writeFileSync(file('mapping.json'), JSON.stringify({ mapping, options: { duplicates: 'skip' } }))

  const check = await command('vendors', file('vendors.csv'), '--mapping', file('mapping.json'), '--dry-run')
  const report = JSON.parse(check.output.slice(check.output.indexOf('{'))) as ImportReport
  expect(report).toMatchObject({ total: 3, create: 2, error: 1, rows: [{ row: 3, outcome: 'error', problems: [{ field: 'email' }] }] })
  expect(await names()).toEqual([])

  const first = await command('vendors', file('vendors.csv'), '--mapping', file('mapping.json'), '--errors', file('failed.csv'))
  expect(first.code).toBe(1)
  expect(first.output).toContain('2 created, 0 updated, 0 skipped, 1 failed')
  expect(first.output).toMatch(/Row 3: email: /)
  expect(await names()).toEqual(['Alder Ltd', 'Corvo Ltd'])

  const failed = readFileSync(file('failed.csv'), 'utf8')
  expect(parse(failed, { bom: true })).toEqual([
    ['Who', 'Mail', 'What is wrong'],
    ['Brim', 'no mail', expect.stringContaining('no mail')],
  ])
  writeFileSync(file('corrected.csv'), failed.replace('no mail', 'brim@example.org'))
  const second = await command('vendors', file('corrected.csv'), '--mapping', file('mapping.json'))
  expect(second.output).toContain('1 created, 0 updated, 0 skipped, 0 failed')
  expect(second.code).toBe(0)
  expect(await names()).toEqual(['Alder Ltd', 'Brim Ltd', 'Corvo Ltd'])
}, 120_000)

it('says in one sentence what is wrong with the command', async () => {
  const nobody = await command('vendors', file('vendors.csv'), '--as', 'nobody')
  expect(nobody).toMatchObject({ code: 1, output: 'There is no active user "nobody".\n' })
  const unfinished = await command('vendors')
  expect(unfinished).toMatchObject({ code: 1, output: expect.stringContaining('Usage: mortise import MODULE FILE') })
}, 60_000)

async function names(): Promise<string[]> {
  return (await read<{ name: string }>('select name from data.vendors where deleted_at is null order by name')).map(({ name }) => name)
}
