import { sql } from 'kysely'
import type { FieldValue } from '../../contract/api.ts'
import type { Database } from '../database.ts'

/** One step of a task that waits. */
export interface TaskChunk {
  number: number
  input: FieldValue
}

/** Whether the steps of a task were written down. They come in one transaction: all or none. */
export async function hasChunks(database: Database, task: string): Promise<boolean> {
  const rows = await database.query(sql`select 1 from app.task_chunk where task = ${task} limit 1`)
  return rows.length > 0
}

/** Writes down one step; `number` counts from 0. */
export async function addChunk(database: Database, task: string, chunk: TaskChunk): Promise<void> {
  await database.query(sql`insert into app.task_chunk (task, number, input) values (${task}, ${chunk.number}, ${JSON.stringify(chunk.input)}::jsonb)`)
}

/** The next step that waits, locked until the transaction ends: a second process that took the task over cannot do it at the same time. null: all are done. */
export async function takeChunk(database: Database, task: string): Promise<TaskChunk | null> {
  const rows = await database.query<TaskChunk>(sql<TaskChunk>`
    select number, input from app.task_chunk where task = ${task} and state <> 'done' order by number limit 1 for update`)
  return rows[0] ?? null
}

/** Marks a step as done, in the transaction of what it did. Its input is not needed any more. */
export async function finishChunk(database: Database, task: string, chunk: { number: number; result: FieldValue }): Promise<void> {
  await database.query(sql`
    update app.task_chunk set state = 'done', input = 'null'::jsonb, result = ${JSON.stringify(chunk.result)}::jsonb
    where task = ${task} and number = ${chunk.number}`)
}

/** The results of the steps that are done, in their order. */
export async function chunkResults(database: Database, task: string): Promise<FieldValue[]> {
  const rows = await database.query<{ result: FieldValue }>(sql<{ result: FieldValue }>`
    select result from app.task_chunk where task = ${task} and state = 'done' order by number`)
  return rows.map((row) => row.result)
}
