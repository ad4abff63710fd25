import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIGRATIONS } from '../../migrations/list.ts'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { until } from '../../test/support/until.ts'
import { setTimeLimits, tryAdvisoryLock, withAdvisoryLock } from './connection/advisory-lock.ts'
import { drawNumbers, raiseCounter } from './counters.ts'
import { estimateQuery, estimateRows } from './estimate.ts'
import { migrateSystemTables } from './migrate.ts'
import { ensurePartitions } from './partitions.ts'
import { connectDatabase, type ConnectedDatabase } from './pool.ts'
import { bumpRightsVersion, claimFirstStart, loadState } from './state.ts'

let test: TestDatabase
let database: ConnectedDatabase

beforeAll(async () => {
  test = await createTestDatabase()
  await migrateSystemTables(test.url)
  database = await connectDatabase(test.url)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

describe('state', () => {
  it('begins with version 0 of the metadata, before any model was applied', async () => {
    expect(await loadState(database)).toEqual({
      metadataVersion: 0,
      rightsVersion: 1,
      installationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      schemaVersion: MIGRATIONS.length,
      modelHash: null,
      firstStartDone: false,
    })
  })

  it('tells every process that rights changed, when the change commits', async () => {
    const heard: (string | null)[] = []
    await database.listen('mortise_rights', (payload) => heard.push(payload))
    await database
      .transaction(async (inside) => {
        await bumpRightsVersion(inside)
        throw new Error('no')
      })
      .catch(() => undefined)
    const version = await bumpRightsVersion(database)
    await until(() => heard.length > 0, 'the news of the version')
    expect(heard).toEqual([String(version)])
    expect((await loadState(database)).rightsVersion).toBe(version)
  })

  it('gives the first start to exactly one of those who want it', async () => {
    const claims = await Promise.all([claimFirstStart(database), claimFirstStart(database), claimFirstStart(database)])
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect((await loadState(database)).firstStartDone).toBe(true)
  })
})

describe('drawNumbers', () => {
  it('begins at the start and goes on from there, in blocks', async () => {
    expect(await drawNumbers(database, { key: 'books', count: 1, start: 100 })).toBe(100)
    expect(await drawNumbers(database, { key: 'books', count: 10, start: 100 })).toBe(101)
    expect(await drawNumbers(database, { key: 'books', count: 1 })).toBe(111)
    expect(await drawNumbers(database, { key: 'books', count: 1, start: 500 })).toBe(500)
  })

  it('never gives a number twice, however many draw at once', async () => {
    const firsts = await Promise.all(Array.from({ length: 40 }, (_, at) => drawNumbers(database, { key: 'crowd', count: (at % 5) + 1 })))
    const numbers = firsts.flatMap((first, at) => Array.from({ length: (at % 5) + 1 }, (_, offset) => first + offset))
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1))
  })

  it('goes back with its transaction', async () => {
    await database
      .transaction(async (inside) => {
        await drawNumbers(inside, { key: 'undone', count: 5 })
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(await drawNumbers(database, { key: 'undone', count: 1 })).toBe(1)
  })

  it('is lifted over numbers that came from elsewhere, and never sinks', async () => {
    await raiseCounter(database, 'lifted', 41)
    await raiseCounter(database, 'lifted', 7)
    expect(await drawNumbers(database, { key: 'lifted', count: 1 })).toBe(42)
    await expect(drawNumbers(database, { key: 'lifted', count: 0 })).rejects.toThrow('A block of 0 numbers cannot be drawn.')
  })
})

describe('advisory locks', () => {
  it('let one in at a time, and turn away who does not want to wait', async () => {
    const order: string[] = []
    await Promise.all(
      ['a', 'b'].map((name) =>
        withAdvisoryLock(database, 'door', async () => {
          order.push(`${name} in`)
          expect(await tryAdvisoryLock(database, 'door', () => Promise.resolve('got it'))).toBeNull()
          order.push(`${name} out`)
        }),
      ),
    )
    expect(order).toEqual(order[0] === 'a in' ? ['a in', 'a out', 'b in', 'b out'] : ['b in', 'b out', 'a in', 'a out'])
    expect(await tryAdvisoryLock(database, 'door', () => Promise.resolve('got it'))).toBe('got it')
  })
})

describe('time limits', () => {
  it('hold for their transaction only', async () => {
    await database.transaction(async (inside) => {
      await setTimeLimits(inside, { statement: 0, lock: 55 })
      expect(await inside.query(sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`)).toEqual([
        { statement: '0', lock: '55ms' },
      ])
    })
    expect(await database.query(sql`select current_setting('statement_timeout') as statement`)).toEqual([{ statement: '30s' }])
    await expect(setTimeLimits(database, { lock: 1 })).rejects.toThrow('only be set inside a transaction')
  })
})

describe('estimates', () => {
  it('know a table that was never looked at, one that was, and one that does not exist', async () => {
    await database.query(sql`create table data.books as select n as id from generate_series(1, 5000) n`)
    expect(await estimateRows(database, 'books')).toBeGreaterThan(1000)
    await database.query(sql`analyze data.books`)
    expect(await estimateRows(database, 'books')).toBe(5000)
    expect(await estimateRows(database, 'nosuch')).toBe(0)
    expect(await estimateQuery(database, sql`select id from data.books where id <= ${1000}`)).toBeGreaterThan(900)
  })
})

describe('partitions of the log of changes', () => {
  const event = (at: string) =>
    database.query(sql`
    insert into app.change_event (id, change_set, at, actor_name, origin, module, record, action, metadata_version)
    values (gen_random_uuid(), gen_random_uuid(), ${at}, 'test', 'api', 'books', gen_random_uuid(), 'create', 0)
    returning tableoid::regclass::text as partition`)

  it('are made ahead, once, by however many processes', async () => {
    const now = new Date('2031-11-15T00:00:00Z')
    const made = await Promise.all([ensurePartitions(database, now), ensurePartitions(database, now)])
    expect(made.flat().sort()).toEqual(['change_event_2031_11', 'change_event_2031_12', 'change_event_2032_01', 'change_event_2032_02'])
    expect(await ensurePartitions(database, now)).toEqual([])
    expect(await event('2031-12-31T23:59:59.999Z')).toEqual([{ partition: 'app.change_event_2031_12' }])
    expect(await event('2032-01-01T00:00:00Z')).toEqual([{ partition: 'app.change_event_2032_01' }])
  })

  it('never refuse an event: what nobody was ready for lands in the default one and stays there', async () => {
    expect(await event('2044-05-05T00:00:00Z')).toEqual([{ partition: 'app.change_event_default' }])
    expect(await ensurePartitions(database, new Date('2044-05-01T00:00:00Z'))).toEqual(['change_event_2044_06', 'change_event_2044_07', 'change_event_2044_08'])
    expect(await event('2044-05-06T00:00:00Z')).toEqual([{ partition: 'app.change_event_default' }])
  })

  it('have the indexes of the whole', async () => {
    const rows = await database.query<{ indexdef: string }>(sql`select indexdef from pg_indexes where tablename = 'change_event_2031_11'`)
    expect(rows.map((row) => row.indexdef.replace(/^.* USING/, '')).sort()).toEqual([
      ' btree (actor, at DESC, id DESC)',
      ' btree (at, id)',
      ' btree (change_set, id)',
      ' btree (module, record, at DESC, id DESC)',
    ])
  })
})
