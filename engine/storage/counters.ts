import { sql } from 'kysely'
import { compileStatement } from './compile.ts'
import type { Database } from './database.ts'
import { lazyCommit } from './connection/lazy-commit.ts'

/**
 * Draws a block of `count` numbers and gives the first. No number is ever drawn twice; gaps appear when the
 * transaction around it rolls back. `start` is the first number of a new counter, and a lower bound for an old one.
 * The row stays locked until the transaction ends: draw late.
 */
export async function drawNumbers(database: Database, { key, count, start = 1 }: { key: string; count: number; start?: number }): Promise<number> {
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`A block of ${count} numbers cannot be drawn.`)
  // A record with the number is written after it, and that commit puts both on disk. In a transaction it is the whole that must not wait.
  const alone = database.inTransaction ? sql`` : sql`, ${lazyCommit}`
  const statement = sql`
    insert into app.counter as c (key, value) values (${key}, ${start}::bigint + ${count}::bigint - 1)
    on conflict (key) do update set value = greatest(c.value, ${start}::bigint - 1) + ${count}::bigint
    returning value${alone}`
  const [row] = await database.query<{ value: string }>(compileStatement(statement, database.inTransaction ? 'draw-numbers-within' : 'draw-numbers'))
  return Number(row?.value) - count + 1
}

/** Lifts a counter over numbers that came from elsewhere, so that none of them is drawn again. */
export async function raiseCounter(database: Database, key: string, atLeast: number): Promise<void> {
  await database.query(sql`
    insert into app.counter as c (key, value) values (${key}, ${atLeast}::bigint)
    on conflict (key) do update set value = excluded.value where c.value < excluded.value`)
}
