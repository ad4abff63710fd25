import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../measure/statistics.ts'
import { type BenchRow, rowOfValue } from '../report.ts'
import { LAUNCHER } from '../world/places.ts'
import { startProcess } from '../world/start-process.ts'

const SECOND_START_SECONDS = 1.5
const IDLE_MEGABYTES = 180
/** After so long nothing of the start is left to do. */
const UNTIL_IDLE_MS = 10_000

/** `npm start` without npm, on an empty folder and again: database, system tables, metadata of all modules, first records. Then nobody comes. */
export async function startAndIdle(folder: string, { quick }: { quick: boolean }): Promise<BenchRow[]> {
  const environment = { MORTISE_DATA_DIR: path.join(folder, 'start'), MORTISE_ADMIN_PASSWORD: 'correct horse battery', DATABASE_URL: '' }
  const first = await startProcess(LAUNCHER, ['start'], environment)
  await first.stop()

  const seconds: number[] = []
  const memory: number[] = []
  for (let round = 0; round < (quick ? 2 : 5); round += 1) {
    const again = await startProcess(LAUNCHER, ['start'], environment)
    seconds.push(again.startSeconds)
    if (round === 0) {
      await sleep(UNTIL_IDLE_MS)
      memory.push(again.memory())
    }
    await again.stop()
  }
  const common = { rows: 0, connections: 0 }
  return [
    rowOfValue({ case: 'first start (s)', ...common, ours: first.startSeconds }, null),
    rowOfValue({ case: 'second start (s)', ...common, ours: median(seconds) }, { atMost: SECOND_START_SECONDS }),
    rowOfValue({ case: 'idle memory (MB)', ...common, ours: median(memory) }, { atMost: IDLE_MEGABYTES }),
  ]
}
