import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { until } from '../../test/support/until.ts'
import { createHooks } from '../kernel/hooks.ts'
import { createLogger } from '../kernel/logger.ts'
import { announceChanges, CHANGES_CHANNEL } from '../records/after-commit/announce-changes.ts'
import { createRecord } from '../records/create.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { addToOutbox, listDeadEntries, reviveEntry } from '../records/after-commit/outbox.ts'
import { removeRecord } from '../records/remove.ts'
import { openLibrary, type Library } from '../records/tests/open-library.ts'
import { updateRecord } from '../records/update.ts'
import type { Drainer } from './drainer.ts'
import { startOutboxDispatcher, type OutboxGroupHandler, type OutboxHandler } from './outbox-dispatcher.ts'

const hooks = createHooks<RecordBatch>()
const log = createLogger('silent')
let library: Library
const running: Drainer[] = []

beforeAll(async () => {
  library = await openLibrary(hooks)
})
afterEach(async () => {
  for (const dispatcher of running.splice(0)) await dispatcher.stop()
})
afterAll(() => library.close())

async function start(handlers: Record<string, OutboxHandler | OutboxGroupHandler> = {}): Promise<Drainer> {
  const dispatcher = await startOutboxDispatcher({
    database: library.database,
    openContext: () => library.asSystem(),
    log,
    handlers,
    mostAttempts: 3,
    firstPause: 0,
  })
  running.push(dispatcher)
  return dispatcher
}

const open = async () => (await library.rows<{ n: number }>('select count(*)::int as n from app.outbox where done_at is null and not dead'))[0]?.n

it('runs record.committed after the commit, with what the change did', async () => {
  const seen: unknown[] = []
  const undo = hooks.on('record.committed', { module: 'books', id: 'tell' }, ({ items }) => {
    for (const { action, before, values, changed } of items) seen.push([action, before?.title ?? null, values.title, [...changed].includes('title')])
  })
  await start()
  const book = await createRecord(library.asSystem(), { module: 'books', values: { title: 'Emma' } })
  await until(() => seen.length === 1, 'the effect')
  await updateRecord(library.asSystem(), { module: 'books', id: book.id, values: { title: 'Persuasion' } })
  await until(() => seen.length === 2, 'the effect')
  await removeRecord(library.asSystem(), { module: 'books', id: book.id })
  await until(() => seen.length === 3, 'the effect')
  expect(seen).toEqual([
    ['create', null, 'Emma', true],
    ['update', 'Emma', 'Persuasion', true],
    ['delete', 'Persuasion', 'Persuasion', false],
  ])
  undo()
})

it('promises nothing for a transaction that is rolled back, and nothing where nobody listens', async () => {
  const undo = hooks.on('record.committed', { module: 'books', id: 'never' }, () => {})
  await expect(
    library.database.transaction(async (database) => {
      await createRecord(library.asSystem({ database }), { module: 'books', values: { title: 'Lost' } })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  undo()
  await createRecord(library.asSystem(), { module: 'books', values: { title: 'Quiet' } })
  expect(await open()).toBe(0)
})

it('does each entry once, however many dispatchers there are', async () => {
  let count = 0
  const handlers = {
    mail: async ({ database }: { database: Library['database'] }) => {
      count += 1
      await database.query(sql`insert into app.counter (key, value) values ('mails', 1) on conflict (key) do update set value = app.counter.value + 1`)
    },
  } as unknown as Record<string, OutboxHandler>
  await Promise.all([start(handlers), start(handlers), start(handlers)])
  const entries = Array.from({ length: 60 }, (_, index) => ({ kind: 'mail', effectKey: `mail ${index}`, payload: {} }))
  await addToOutbox(library.asSystem(), entries)
  await addToOutbox(library.asSystem(), entries)
  await until(async () => (await open()) === 0, 'the effect')
  expect(count).toBe(60)
  expect(await library.rows(`select value from app.counter where key = 'mails'`)).toEqual([{ value: '60' }])
})

it('tries again what failed, with nothing of the failed try left, and gives it up in the end', async () => {
  let tries = 0
  let isBroken = true
  const flaky: OutboxHandler = async ({ database }, entry) => {
    tries += 1
    await database.query(sql`insert into app.counter (key, value) values (${entry.effect_key}, 1)`)
    if (isBroken) throw new Error('The server says no.')
  }
  const dispatcher = await start({ flaky })
  await addToOutbox(library.asSystem(), [{ kind: 'flaky', effectKey: 'flaky 1', payload: { to: 'x' } }])
  await until(async () => {
    dispatcher.wake()
    return (await listDeadEntries(library.database, 10)).length === 1
  })
  expect(tries).toBe(3)
  const [dead] = await listDeadEntries(library.database, 10)
  expect(dead).toMatchObject({ kind: 'flaky', attempts: 3, last_error: 'The server says no.', payload: { to: 'x' } })
  expect(await library.rows(`select * from app.counter where key = 'flaky 1'`)).toEqual([])

  isBroken = false
  expect(await reviveEntry(library.database, dead?.id ?? '')).toBe(true)
  await until(async () => (await open()) === 0, 'the effect')
  expect(await library.rows(`select value from app.counter where key = 'flaky 1'`)).toEqual([{ value: '1' }])
})

it('needs no transaction for what asks the database for nothing, and marks such entries together', async () => {
  let done = 0
  const dispatcher = await start({ outside: async () => void (done += 1) })
  await addToOutbox(
    library.asSystem(),
    Array.from({ length: 10 }, (_, index) => ({ kind: 'outside', effectKey: `outside ${index}`, payload: {} })),
  )
  await until(() => done === 10, 'the effect')
  await dispatcher.stop()
  const transactions = await library.rows(`select distinct xmin from app.outbox where kind = 'outside' and done_at is not null`)
  expect(transactions.length).toBeLessThan(10)
  expect(await open()).toBe(0)
})

it('takes up what a killed process had taken, when its lease is over', async () => {
  await addToOutbox(library.asSystem(), [{ kind: 'left', effectKey: 'left 1', payload: {} }])
  await library.rows(`update app.outbox set attempts = 1, due_at = now() - interval '1 second' where effect_key = 'left 1'`)
  let done = 0
  await start({ left: async () => void (done += 1) })
  await until(() => done === 1, 'the effect')
})

it('reads what entries of a kind need together, and one that spoils the reading stops no other', async () => {
  const together: number[] = []
  const done: string[] = []
  const noticed: OutboxGroupHandler = {
    async prepare(_ctx, entries) {
      together.push(entries.length)
      if (entries.some(({ payload }) => payload.bad)) throw new Error('This cannot be read.')
      return ({ effect_key }) =>
        async () =>
          void done.push(effect_key)
    },
  }
  const entry = (key: string, bad: boolean) => ({ kind: 'noticed', effectKey: key, payload: { bad } })
  await addToOutbox(library.asSystem(), [entry('good 1', false), entry('bad', true), entry('good 2', false)])
  await start({ noticed })
  await until(() => done.length === 2, 'the effect')
  expect(done.toSorted()).toEqual(['good 1', 'good 2'])
  expect(together[0]).toBe(3)
  await library.rows(`delete from app.outbox where effect_key = 'bad'`)
})

it('tells all processes which records changed, once for each action', async () => {
  const notices: { module: string; ids: string[]; changeSet: string; actor: string | null }[] = []
  const unlisten = await library.database.listen(CHANGES_CHANNEL, (payload) => void notices.push(JSON.parse(payload ?? '{}')))
  const stop = announceChanges({ hooks, database: library.database, log })
  const ctx = library.asSystem()
  const book = await createRecord(ctx, { module: 'books', values: { title: 'Live' } })
  await until(() => notices.length === 1, 'the effect')
  expect(notices).toEqual([{ module: 'books', ids: [book.id], changeSet: ctx.changeSet, actor: null }])

  await expect(
    library.database.transaction(async (database) => {
      await createRecord(library.asSystem({ database }), { module: 'books', values: { title: 'Never' } })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(notices).toHaveLength(1)
  stop()
  await unlisten()
})
