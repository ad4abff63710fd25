import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLibrary, type Library } from './open-library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

/** Lets a process write until it has acknowledged some batches, then kills it in the middle of whatever it does. */
function writeAndKill(rounds: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-writer.ts'), library.database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
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
  const acknowledged = [...(await writeAndKill(3)), ...(await writeAndKill(7))]
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
