import type { Database } from '../database.ts'

/** Looks up any number of keys in one statement; what is not there is missing in the answer. */
export type LookUpMany<Found> = (database: Database, keys: string[]) => Promise<Map<string, Found>>

interface Asked<Found> {
  key: string
  resolve(found: Found | null): void
  reject(error: unknown): void
}

/**
 * Makes a look-up of one key out of one of many: those that come while a statement is under way wait for it and then go together.
 * Under load one round trip answers many requests, and each still by a statement that began after it was asked.
 */
export function lookUpTogether<Found>(lookUp: LookUpMany<Found>): (database: Database, key: string) => Promise<Found | null> {
  const queues = new WeakMap<Database, Asked<Found>[]>()

  const drain = async (database: Database, queue: Asked<Found>[]): Promise<void> => {
    while (queue.length > 0) await answer(lookUp, database, queue.splice(0))
    queues.delete(database)
  }
  return (database, key) =>
    new Promise((resolve, reject) => {
      const waiting = queues.get(database)
      if (waiting) return void waiting.push({ key, resolve, reject })
      const queue = [{ key, resolve, reject }]
      queues.set(database, queue)
      void drain(database, queue)
    })
}

async function answer<Found>(lookUp: LookUpMany<Found>, database: Database, asked: Asked<Found>[]): Promise<void> {
  try {
    const found = await lookUp(database, [...new Set(asked.map(({ key }) => key))])
    for (const { key, resolve } of asked) resolve(found.get(key) ?? null)
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}
