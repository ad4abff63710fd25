import { sql } from 'kysely'
import { setTimeLimits } from './connection/advisory-lock.ts'
import type { Database } from './database.ts'
import { sqlState } from './pg-error.ts'

const MONTHS_AHEAD = 3
const LOCKED = '55P03'

interface Month {
  name: string
  from: string
  to: string
}

/**
 * Makes the partitions of app.change_event for this month and the next three, where they are missing.
 * Call it at start and once a day. What comes too early or too late lands in the default partition, so nothing is ever refused.
 * Gives the names of those it made.
 */
export async function ensurePartitions(database: Database, now: Date): Promise<string[]> {
  const wanted = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => monthOf(now, ahead))
  const there = await database.query<{ name: string }>(sql`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'app.change_event'::regclass`)
  const names = new Set(there.map((row) => row.name))

  const made: string[] = []
  for (const month of wanted.filter((candidate) => !names.has(candidate.name))) {
    if (await addPartition(database, month)) made.push(month.name)
  }
  return made
}

/** Attaching locks only the default partition, and for no longer than 200 ms: where it is in use, the next call tries again. */
async function addPartition(database: Database, { name, from, to }: Month): Promise<boolean> {
  const table = sql.id('app', name)
  try {
    return await database.transaction(async (inside) => {
      await setTimeLimits(inside, { lock: 200 })
      await inside.query(sql`select pg_advisory_xact_lock(hashtextextended('mortise:partitions', 0))`)
      if (await isTaken(inside, { name, from, to })) return false
      await inside.query(sql`create table ${table} (like app.change_event including defaults including constraints)`)
      await inside.query(sql`alter table app.change_event attach partition ${table} for values from (${sql.lit(from)}) to (${sql.lit(to)})`)
      return true
    })
  } catch (error) {
    if (sqlState(error) === LOCKED) return false
    throw error
  }
}

/** Another process was faster, or rows of this month are in the default partition: then they stay there. */
async function isTaken(database: Database, { name, from, to }: Month): Promise<boolean> {
  const [row] = await database.query<{ taken: boolean }>(sql`
    select to_regclass(${`app.${name}`}) is not null
        or exists (select 1 from app.change_event_default where at >= ${from}::timestamptz and at < ${to}::timestamptz) as taken`)
  return row?.taken === true
}

function monthOf(now: Date, ahead: number): Month {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1))
  const day = (date: Date) => date.toISOString().slice(0, 10)
  return { name: `change_event_${day(first).slice(0, 7).replace('-', '_')}`, from: `${day(first)} 00:00:00+00`, to: `${day(next)} 00:00:00+00` }
}
