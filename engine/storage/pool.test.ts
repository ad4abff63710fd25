import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { until } from '../../test/support/until.ts'
import { compileStatement } from './compile.ts'
import { inLazyTransaction } from './connection/lazy-transaction.ts'
import type { Database } from './database.ts'
import { startEmbeddedDatabase, stopEmbeddedDatabase } from './embedded/start-embedded-database.ts'
import { brokenConstraint, sqlState } from './pg-error.ts'
import { connectDatabase, type ConnectedDatabase } from './pool.ts'

let test: TestDatabase
let database: ConnectedDatabase

beforeAll(async () => {
  test = await createTestDatabase()
  database = await connectDatabase(test.url, { max: 8 })
  await database.query(sql`create table note (id int primary key, text text collate "zh-x-icu")`)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const notes = async (on: Database = database) => (await on.query<{ id: number }>(sql`select id from note order by id`)).map((row) => row.id)
const add = (on: Database, id: number) => on.query(sql`insert into note (id) values (${id})`)

describe('query', () => {
  it('rounds nothing: numbers that JavaScript cannot hold stay strings, dates stay dates', async () => {
    const [row] = await database.query(sql`select 9007199254740993::int8 as big, 0.10::numeric as amount, array[0.10::numeric] as amounts,
      date '2026-01-31' as day, time '08:30' as hour, timestamptz '2026-01-31 08:00:00.5+08' as at, array['a','b'] as words,
      array['00000000-0000-7000-8000-000000000000'::uuid] as ids, '{"a":1}'::jsonb as data, interval '1 day' as span, 7::int as small`)
    expect(row).toEqual({
      big: '9007199254740993',
      amount: '0.10',
      amounts: ['0.10'],
      day: '2026-01-31',
      hour: '08:30:00',
      at: new Date('2026-01-31T00:00:00.500Z'),
      words: ['a', 'b'],
      ids: ['00000000-0000-7000-8000-000000000000'],
      data: { a: 1 },
      span: '1 day',
      small: 7,
    })
  })

  it('reads times far away from today', async () => {
    const [row] = await database.query<{ late: Date; early: Date }>(
      sql`select timestamptz '12026-01-01 00:00Z' as late, timestamptz '0001-01-01 00:00Z' as early`,
    )
    expect([row?.late.getUTCFullYear(), row?.early.getUTCFullYear()]).toEqual([12026, 1])
  })

  it('binds values: text from outside never becomes SQL', async () => {
    const evil = `'; drop table note; --`
    expect(await database.query(sql`select ${evil}::text as text, ${['a"b', evil]}::text[] as list`)).toEqual([{ text: evil, list: ['a"b', evil] }])
  })

  it('runs a compiled statement by its name, again and again', async () => {
    const statement = compileStatement(sql`select id from note where id = ${5}`, 'note-by-id')
    expect(statement).toEqual({ text: 'select id from note where id = $1', values: [5], name: 'note-by-id' })
    await database.transaction(async (inside) => {
      await inside.query(statement)
      await inside.query({ ...statement, values: [6] })
      expect(await inside.query(sql`select statement from pg_prepared_statements where name = 'note-by-id'`)).toHaveLength(1)
    })
  })

  it('survives that the type of a column changes under a prepared statement', async () => {
    const one = await connectDatabase(test.url, { max: 1 })
    await one.query(sql`create table changing (value int)`)
    const statement = { text: 'select value from changing', values: [], name: 'changing' }
    await one.query(statement)
    await one.query(sql`alter table changing alter column value type bigint`)
    expect(await one.query(statement)).toEqual([])
    await one.close()
  })

  it('has sessions with limits, without parallel plans and in UTC', async () => {
    const rows = await database.query<{ name: string; setting: string }>(sql`
      select name, setting from pg_settings where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout',
        'plan_cache_mode', 'max_parallel_workers_per_gather', 'jit', 'TimeZone', 'application_name') order by name`)
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      application_name: 'mortise',
      idle_in_transaction_session_timeout: '60000',
      jit: 'off',
      lock_timeout: '10000',
      max_parallel_workers_per_gather: '0',
      plan_cache_mode: 'force_generic_plan',
      statement_timeout: '30000',
      TimeZone: 'UTC',
    })
  })

  it('plans a statement with a name once for all values, and one without for the values that it has', async () => {
    const one = await connectDatabase(test.url, { max: 1 })
    const named = { name: 'notes-above', text: 'select id from note where id > $1', values: [1] }
    for (let turn = 0; turn < 3; turn += 1) await one.query(named)
    const kept = await one.query(sql`select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements where name = 'notes-above'`)
    const modes = [await one.query(sql`select current_setting('plan_cache_mode') as mode, ${1}::int as one`), await one.query(sql`show plan_cache_mode`)]
    await one.close()
    expect(kept).toEqual([{ generic: 3, custom: 0 }])
    expect(modes).toEqual([[{ mode: 'force_custom_plan', one: 1 }], [{ plan_cache_mode: 'force_generic_plan' }]])
  })

  it('sorts Chinese text by pinyin', async () => {
    await database.transaction(async (inside) => {
      await inside.query(
        sql`insert into note (id, text) select 1000 + n, t from unnest(${['张', '安', '王', '李', 'Zeta', '陈', 'alpha']}::text[]) with ordinality as x(t, n)`,
      )
      const rows = await inside.query<{ text: string }>(sql`select text from note where id > 1000 order by text`)
      expect(rows.map((row) => row.text)).toEqual(['安', '陈', '李', '王', '张', 'alpha', 'Zeta'])
      await inside.query(sql`delete from note where id > 1000`)
    })
  })

  it('says which constraint a statement broke', async () => {
    await add(database, 900)
    const error = await add(database, 900).catch((caught: unknown) => caught)
    expect(brokenConstraint(error)).toEqual({ code: '23505', constraint: 'note_pkey', table: 'note' })
    await database.query(sql`delete from note where id = 900`)
  })
})

describe('transaction', () => {
  it('commits what its work did, and rolls all of it back when that throws', async () => {
    await database.transaction((inside) => add(inside, 1))
    await expect(
      database.transaction(async (inside) => {
        await add(inside, 2)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await notes()).toEqual([1])
  })

  it('joins the transaction around it', async () => {
    await expect(
      database.transaction(async (outer) => {
        await outer.transaction((inner) => add(inner, 3))
        expect(await notes(outer)).toEqual([1, 3])
        expect(await notes()).toEqual([1])
        throw new Error('all of it')
      }),
    ).rejects.toThrow('all of it')
    expect(await notes()).toEqual([1])
  })

  it('never commits half of an inner part, even where its error was caught', async () => {
    await expect(
      database.transaction(async (outer) => {
        await outer
          .transaction(async (inner) => {
            await add(inner, 4)
            throw new Error('half')
          })
          .catch(() => undefined)
      }),
    ).rejects.toThrow('half')
    expect(await notes()).toEqual([1])
  })

  it('runs what waits for the commit once, after it, and never after a roll-back', async () => {
    const told: string[] = []
    await database.transaction(async (inside) => {
      await inside.transaction(async (inner) => inner.afterCommit(() => told.push('inner')))
      inside.afterCommit(() => told.push('outer'))
      expect(told).toEqual([])
    })
    await database
      .transaction(async (inside) => {
        inside.afterCommit(() => told.push('never'))
        throw new Error('no')
      })
      .catch(() => undefined)
    database.afterCommit(() => told.push('at once'))
    expect(told).toEqual(['inner', 'outer', 'at once'])
  })

  it('wakes who listens once for a crowd of calls, after the commit, and never for what was rolled back', async () => {
    const heard: string[] = []
    const undos = await Promise.all(['crowd', 'nobody'].map((channel) => database.listen(channel, () => void heard.push(channel))))
    await database.transaction(async (inside) => {
      for (const _ of [1, 2, 3]) inside.wake('crowd')
    })
    await database
      .transaction(async (inside) => {
        inside.wake('nobody')
        throw new Error('no')
      })
      .catch(() => undefined)
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const undo of undos) await undo()
    expect(heard).toEqual(['crowd'])
  })

  it('tells which statement failed, although others had been sent after it', async () => {
    const twice = sql`insert into note (id) values (900), (900)`
    const going = database.transaction(async (inside) => {
      await inside.send(twice)
      await add(inside, 901)
    })
    await expect(going).rejects.toMatchObject({ code: '23505' })
    await expect(database.transaction((inside) => inside.send(twice))).rejects.toMatchObject({ code: '23505' })
    expect(await notes()).not.toContain(901)
  })

  it('is tried again after a deadlock, with nothing left of the first attempt', async () => {
    await add(database, 10)
    await add(database, 11)
    const attempts = { a: 0, b: 0 }
    const met = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() }
    const lock = (inside: Database, id: number) => inside.query(sql`update note set text = coalesce(text, '') || 'x' where id = ${id}`)
    const crossing = (name: 'a' | 'b', first: number, second: number) =>
      database.transaction(async (inside) => {
        attempts[name] += 1
        await inside.query(sql`select set_config('application_name', ${name}, true)`)
        await lock(inside, first)
        met[name].resolve()
        // Neither goes on before both hold their first lock.
        await Promise.all([met.a.promise, met.b.promise])
        await lock(inside, second)
        inside.afterCommit(() => told.push(name))
      })
    const told: string[] = []
    await Promise.all([crossing('a', 10, 11), crossing('b', 11, 10)])
    expect(attempts.a + attempts.b).toBe(3)
    expect(told.sort()).toEqual(['a', 'b'])
    expect(await database.query(sql`select text from note where id in (10, 11)`)).toEqual([{ text: 'xx' }, { text: 'xx' }])
    await database.query(sql`delete from note where id in (10, 11)`)
  })

  it('gives up after three retries', async () => {
    let attempts = 0
    const error = await database
      .transaction(async (inside) => {
        attempts += 1
        await inside.query(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
      })
      .catch((caught: unknown) => caught)
    expect([attempts, sqlState(error)]).toEqual([4, '40001'])
  })
})

describe('a lazy transaction', () => {
  afterAll(() => database.query(sql`delete from note where id > 700`))
  const mark = (id: number) => async (inside: Database) => void (await add(inside, id))
  const run = (work: (inside: Database) => Promise<void>, id: number, patience = 60_000) => inLazyTransaction(database, { begin: mark(id), patience, work })

  it('is none where its work asks for nothing', async () => {
    const told: string[] = []
    expect(await run(async (inside) => inside.afterCommit(() => void told.push('done')), 701)).toBe(false)
    expect(told).toEqual(['done'])
    expect(await notes()).not.toContain(701)
  })

  it('begins as it must with the first statement, and is whole or not there', async () => {
    expect(await run(mark(703), 702)).toBe(true)
    const broken = run(async (inside) => {
      await add(inside, 705)
      throw new Error('The work failed.')
    }, 704)
    await expect(broken).rejects.toThrow('The work failed.')
    expect((await notes()).filter((id) => id > 700)).toEqual([702, 703])
  })

  it('fails where it could not begin, even if its work does not mind', async () => {
    const careless = run(async (inside) => void (await add(inside, 707).catch(() => undefined)), 702)
    await expect(careless).rejects.toThrow('duplicate key')
    expect(await notes()).not.toContain(707)
  })

  it('begins by itself where the work takes long', async () => {
    const slow = async () => until(async () => database.load().open - database.load().idle > 0)
    expect(await run(slow, 708, 0)).toBe(true)
    expect(await notes()).toContain(708)
  })
})

describe('notifications', () => {
  it('reach every listener of the channel when the transaction commits', async () => {
    const heard: (string | null)[] = []
    const stop = await database.listen('news', (payload) => heard.push(payload))
    await database
      .transaction(async (inside) => {
        await inside.query(sql`select pg_notify('news', 'one')`)
        throw new Error('no')
      })
      .catch(() => undefined)
    await database.notify('news', 'two')
    await database.notify('other', 'three')
    await until(() => heard.length > 0)
    await stop()
    await database.notify('news', 'four')
    expect(heard).toEqual(['two'])
  })

  it('come again after the connection was lost, with a word that some may have been missed', async () => {
    const heard: (string | null)[] = []
    const stop = await database.listen('news', (payload) => heard.push(payload))
    await database.query(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortise listener' and datname = current_database()`,
    )
    await until(() => heard.includes(null))
    await database.notify('news', 'back')
    await until(() => heard.includes('back'))
    expect(heard).toEqual([null, 'back'])
    await stop()
  })
})

describe('a database that cannot be used', () => {
  it('is told in one sentence, without the password', async () => {
    const to = (change: Partial<URL>) => Object.assign(new URL(test.url), change).href
    const message = (url: string) =>
      connectDatabase(url).then(
        () => 'connected',
        (error: Error) => error.message,
      )
    expect(await message(to({ port: '1' }))).toMatch(/^The database at 127\.0\.0\.1:1\/\w+ cannot be used: nothing listens there; is PostgreSQL running\.$/)
    expect(await message(to({ pathname: '/nosuch' }))).toMatch(/cannot be used: there is no database of this name; create it first\.$/)
    expect(await message(to({ password: 'wrong-secret' }))).toMatch(/cannot be used: the password is wrong\.$/)
    expect(await message('not an address')).toMatch(/^The database at the given DATABASE_URL cannot be used: /)
  })

  it('fails a statement that waits too long with 503, and the connection lives on', async () => {
    const slow = database.transaction(async (inside) => {
      await inside.query(sql`set local statement_timeout = 20`)
      await inside.query(sql`select pg_sleep(1)`)
    })
    await expect(slow).rejects.toMatchObject({ code: 'DATABASE_SLOW', status: 503 })
    expect(await notes()).toEqual([1])
  })

  it('never ends the process when connections are cut, idle or in a transaction', async () => {
    const admin = await connectDatabase(test.url, { max: 1, applicationName: 'admin' })
    const cut = database.transaction(async (inside) => {
      await add(inside, 77)
      await admin.query(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortise' and datname = current_database()`)
      await inside.query(sql`select 1`)
    })
    await expect(cut).rejects.toMatchObject({ code: 'DATABASE_LOST', status: 503 })
    await until(() =>
      database.query(sql`select 1`).then(
        () => true,
        () => false,
      ),
    )
    expect(await notes()).toEqual([1])
    await admin.close()
  })
})

it('goes on by itself after the server was restarted', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'mortise-restart-'))
  const log = { info: () => undefined, warn: () => undefined }
  const start = () => startEmbeddedDatabase({ dataDir, log, durable: false, detached: true })
  try {
    const restarted = await connectDatabase((await start()).url)
    const heard: (string | null)[] = []
    await restarted.listen('news', (payload) => heard.push(payload))

    await stopEmbeddedDatabase(dataDir)
    await expect(restarted.query(sql`select 1`)).rejects.toMatchObject({ code: 'DATABASE_LOST' })
    await start()

    expect(await restarted.query(sql`select 1 as one`)).toEqual([{ one: 1 }])
    await until(() => heard.length > 0)
    expect(heard).toEqual([null])
    await restarted.close()
  } finally {
    await stopEmbeddedDatabase(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)
