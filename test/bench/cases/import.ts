import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportInfo } from '../../../engine/contract/import.ts'
import { type BenchRow, rowOfValue } from '../report.ts'
import type { World } from '../world/open-world.ts'
import { dealName } from '../world/vocabulary.ts'

const FULL_ROWS = 100_000
const QUICK_ROWS = 10_000
const ROWS_A_SECOND = 5_000
const HEADER = 'Opportunity name,Account,Amount,Sales stage,Expected close date,Next step'
const STAGES = ['Prospecting', 'Proposal/price quote', 'Negotiation/review', 'Qualification']

/**
 * Rows a second of an import as the wizard runs it: references by name, search for duplicates, validation, numbers, change events,
 * outbox, and a mark on each row. Net: from the start of the run to its end, without sending and reading the file.
 */
export async function importRows(world: World, { quick }: { quick: boolean }): Promise<BenchRow[]> {
  const rows = quick ? QUICK_ROWS : FULL_ROWS
  const form = new FormData()
  form.append('file', new Blob([await csvOf(world, rows)], { type: 'text/csv' }), 'deals.csv')
  const { id } = await call<ImportInfo>(world, { method: 'POST', path: '/api/imports?module=opportunities', body: form })

  const began = performance.now()
  await call(world, { method: 'POST', path: `/api/imports/${id}/run` })
  let info = await call<ImportInfo>(world, { method: 'GET', path: `/api/imports/${id}` })
  for (; info.state === 'running'; await sleep(50)) info = await call<ImportInfo>(world, { method: 'GET', path: `/api/imports/${id}` })
  const seconds = (performance.now() - began) / 1000

  if (info.counts?.create !== rows) throw new Error(`The import made ${info.counts?.create} of ${rows} records: ${JSON.stringify(info.task)}`)
  return [rowOfValue({ case: `import of ${rows} (rows/s)`, rows: world.rows, connections: 1, ours: rows / seconds }, { atLeast: ROWS_A_SECOND })]
}

async function csvOf({ client, samples }: World, rows: number): Promise<string> {
  const accounts = await samples.deals(300)
  const names = await client.query<{ name: string }>('select distinct name from data.accounts where id = any($1)', [accounts.map(({ account }) => account)])
  const lines = Array.from({ length: rows }, (_, index) => {
    const account = names.rows[index % names.rows.length]?.name
    return `${dealName(index)} import ${index},${account},${index}.25,${STAGES[index % STAGES.length]},2027-0${1 + (index % 9)}-15,Call ${index}`
  })
  return `${HEADER}\n${lines.join('\n')}\n`
}

async function call<T>({ ours, headers }: World, { method, path, body }: { method: string; path: string; body?: FormData }): Promise<T> {
  const answer = await fetch(ours.url + path, { method, headers, body })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
