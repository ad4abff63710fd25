import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import type { TestDatabase } from './database.ts'
import { createTestDatabase, registerTemplate } from './database.ts'

const databases: TestDatabase[] = []
afterAll(() => Promise.all(databases.map((database) => database.drop())))

it('gives each caller an empty database of its own', async () => {
  const [one, two] = await Promise.all([open(), open()])
  await query(one.url, 'create table note (text text)')

  expect(await query(two.url, `select to_regclass('note') as note`)).toEqual([{ note: null }])
  expect(await query(one.url, 'select current_user, (select rolsuper from pg_roles where rolname = current_user) as super')).toEqual([
    { current_user: 'mortise', super: false },
  ])
})

it('fills a template once and copies it for each caller', async () => {
  let filled = 0
  registerTemplate('books', async (url) => {
    filled += 1
    await query(url, `create table book as select 'Emma' as title`)
  })
  const copies = await Promise.all([open('books'), open('books'), open('books')])

  for (const copy of copies) expect(await query(copy.url, 'select title from book')).toEqual([{ title: 'Emma' }])
  expect(filled).toBeLessThanOrEqual(1)
})

async function open(template?: string): Promise<TestDatabase> {
  const database = await createTestDatabase({ template })
  databases.push(database)
  return database
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
