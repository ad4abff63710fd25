import { rmSync } from 'node:fs'
import type { TaskInfo } from '../../engine/contract/api.ts'
import { findSalesData } from '../e2e/sales-pipeline/sales-data.ts'
import { newDataDir, runCli, startServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'

/** An installation to look at. */
export interface FilledInstallation {
  url: string
  close(): Promise<void>
}

/** In the order in which they need each other. */
const FILES = [
  { module: 'users', file: 'sales_teams.csv' },
  { module: 'products', file: 'products.csv' },
  { module: 'accounts', file: 'accounts.csv' },
  { module: 'opportunities', file: 'sales_pipeline.csv' },
] as const

/** A new installation with the sales team's files and the sample company. Rows that somebody would have to settle stay away. */
export async function openFilledInstallation(): Promise<FilledInstallation> {
  const dataDir = newDataDir()
  const server = await startServerProcess({ dataDir })
  const { files } = findSalesData()
  for (const { module, file } of FILES) await runCli(['import', module, files[file]], { dataDir })
  const { task } = await server.api<{ task: string }>('POST', '/api/demo')
  await until(async () => (await server.api<TaskInfo>('GET', `/api/tasks/${task}`)).state === 'done', 'the sample company')
  return {
    url: server.url,
    async close() {
      await server.kill('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
