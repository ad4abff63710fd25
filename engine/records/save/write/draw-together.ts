import { drawNumbers } from '../../../storage/counters.ts'
import type { Database } from '../../../storage/database.ts'

interface Draw {
  counter: string
  count: number
  start: number
}

interface Waiting extends Draw {
  resolve(first: number): void
  reject(error: unknown): void
}

/** Draws that wait, by pool and counter. */
const queues = new WeakMap<Database, Map<string, Waiting[]>>()

/**
 * Draws a block of numbers and gives the first. While one draw of a series is under way, those that come meanwhile wait and are
 * then drawn together: under load one write to disk serves many records. In a transaction it draws by itself.
 */
export function drawTogether(database: Database, draw: Draw): Promise<number> {
  if (database.inTransaction) return drawNumbers(database, { key: draw.counter, count: draw.count, start: draw.start })
  const ofPool = queues.get(database) ?? new Map<string, Waiting[]>()
  queues.set(database, ofPool)

  return new Promise((resolve, reject) => {
    const waiting = { ...draw, resolve, reject }
    const queue = ofPool.get(draw.counter)
    if (queue) return void queue.push(waiting)
    ofPool.set(draw.counter, [waiting])
    void drain(database, ofPool, draw.counter)
  })
}

async function drain(database: Database, ofPool: Map<string, Waiting[]>, counter: string): Promise<void> {
  for (let group = ofPool.get(counter) ?? []; group.length > 0; group = ofPool.get(counter) ?? []) {
    ofPool.set(counter, [])
    await drawGroup(database, group)
  }
  ofPool.delete(counter)
}

async function drawGroup(database: Database, group: Waiting[]): Promise<void> {
  const count = group.reduce((sum, draw) => sum + draw.count, 0)
  const start = Math.max(...group.map((draw) => draw.start))
  try {
    let next = await drawNumbers(database, { key: group[0]?.counter ?? '', count, start })
    for (const draw of group) {
      draw.resolve(next)
      next += draw.count
    }
  } catch (error) {
    for (const draw of group) draw.reject(error)
  }
}
