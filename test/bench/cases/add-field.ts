import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { putUnderLoad } from '../measure/load.ts'
import { type BenchRow, rowOfValue } from '../report.ts'
import type { World } from '../world/open-world.ts'
import { CLI } from '../world/places.ts'
import { list } from './list.ts'

const READERS = 16
const REPORT_SECONDS = 4
const LONGEST_PAUSE_MS = 200
const FIELD = { key: 'c_bench', type: 'text', label: { en: 'Bench', 'zh-CN': '测试' } }

/**
 * A field is added while 16 readers page through the module and a report holds its table. The longest answer that any reader
 * waited for, beside the longest of the same load without the field.
 */
export async function addField(world: World): Promise<BenchRow[]> {
  const { ours: requests } = await list.prepare(world)
  const readers = { url: world.ours.url, headers: world.headers, ...requests }
  const calm = await putUnderLoad(readers, { connections: READERS, seconds: REPORT_SECONDS })

  const reading = putUnderLoad(readers, { connections: READERS, seconds: REPORT_SECONDS + 4 })
  const report = world.client.query(`select count, pg_sleep(${REPORT_SECONDS}) from (select count(*) from data.opportunities) c`)
  await sleep(500)
  await apply(world)
  const [busy] = await Promise.all([reading, report])

  const failed = calm.failed + busy.failed
  const common = { rows: world.rows, connections: READERS }
  return [
    rowOfValue({ case: 'add a field: failed requests', ...common, ours: failed }, { atMost: 0 }),
    rowOfValue({ case: 'add a field: longest answer (ms)', ...common, ours: busy.longest }, { atMost: LONGEST_PAUSE_MS }),
    rowOfValue({ case: 'the same load without it (ms)', ...common, ours: calm.longest }, null),
  ]
}

/** As an administrator would: a file in the installation's metadata, and a command beside the running server. */
async function apply({ dataDir, environment }: World): Promise<void> {
  const place = path.join(dataDir, 'metadata', 'modules', 'opportunities')
  mkdirSync(place, { recursive: true })
  writeFileSync(path.join(place, 'fields.json'), JSON.stringify({ fields: [FIELD] }))
  await promisify(execFile)(process.execPath, [CLI, 'metadata', 'apply'], { env: { ...process.env, ...environment } })
}
