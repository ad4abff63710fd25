import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/uuid.ts'
import { createTask } from '../../storage/tasks.ts'
import { runBulk } from '../bulk/run-bulk.ts'
import { saveRecords } from '../save/save-records.ts'
import { createRecord } from '../create.ts'
import { openLibrary, type Library } from './open-library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

/** Lets a program write until it has said some lines, then kills it in the middle of whatever it does. Gives the words that it said. */
function runAndKill([program = '', ...input]: string[], rounds: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...input], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  return new Promise((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.split('\n').length > rounds) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20)
    })
    child.on('exit', () =>
      resolve(
        said
          .split('\n')
          .slice(0, -1)
          .flatMap((line) => line.split(' ')),
      ),
    )
  })
}

it('loses nothing that was acknowledged and leaves nothing half when a process is killed', async () => {
  const writer = ['killed-writer.ts', library.database.url]
  const acknowledged = [...(await runAndKill(writer, 3)), ...(await runAndKill(writer, 7))]
  const books = await library.rows<{ id: string; number: string }>('select id, number from data.books')
  const events = await library.rows<{ record: string; n: number; outbox: number }>(`
    select e.change_set as record, count(*)::int as n, (select count(*)::int from app.outbox o where o.payload ->> 'changeSet' = e.change_set::text) as outbox
    from app.change_event e where e.module = 'books' group by e.change_set`)

  expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  const there = new Set(books.map(({ id }) => id))
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
  expect(new Set(books.map(({ number }) => number)).size).toBe(books.length)
  expect(events.every(({ n, outbox }) => n === 20 && outbox === 1)).toBe(true)
  expect(events.length * 20).toBe(books.length)
})

it('finishes mass work whose process was killed, without doing any of it twice', async () => {
  const ctx = library.asSystem()
  const task = await createTask(library.database, {
    kind: 'bulk-update',
    module: 'books',
    asker: { userId: newId(), locale: 'en' },
    input: null,
    total: 0,
    changeSet: ctx.changeSet,
  })
  const requests = Array.from({ length: 3_000 }, (_, index) => ({ op: 'create' as const, values: { title: `Mass ${index}` } }))
  await saveRecords(ctx, { module: 'books', mode: 'all', requests })

  const bulk = library.asSystem()
  await runAndKill(['killed-bulk.ts', library.database.url, task, bulk.changeSet], 2)
  const request = { module: 'books', operation: { op: 'update' as const, values: { pages: 77 } } }
  const report = await runBulk(bulk, { task, request, progress: async () => {} })

  const [books] = await library.rows<{ n: number; done: number }>('select count(*)::int as n, count(*) filter (where pages = 77)::int as done from data.books')
  const [events] = await library.rows<{ n: number }>(`select count(*)::int as n from app.change_event where change_set = '${bulk.changeSet}'`)
  expect(report).toMatchObject({ total: books?.n, changed: books?.n, skipped: 0, unchanged: 0 })
  expect(books?.done).toBe(books?.n)
  expect(events?.n).toBe(books?.n)
})

it('leaves a merge undone as a whole when its process is killed in the middle', async () => {
  const make = (module: string, values: object) => createRecord(library.asSystem(), { module, values: { ...values } })
  const [one, two] = [await make('authors', { name: 'One' }), await make('authors', { name: 'Two' })]
  const book = await make('books', { title: 'Emma', author: two.id })
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-merger.ts'), library.database.url, one.id, two.id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))

  const authors = await library.rows(`select id, version, country, deleted_at from data.authors where id in ('${one.id}', '${two.id}') order by id`)
  expect(authors).toEqual([one, two].map(({ id }) => ({ id, version: 1, country: null, deleted_at: null })))
  expect(await library.rows(`select author from data.books where id = '${book.id}'`)).toEqual([{ author: two.id }])
  expect(await library.rows(`select 1 from app.change_event where action = 'merge'`)).toEqual([])
})
