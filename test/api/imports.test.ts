import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Workbook } from '@cj-tech-master/excelts'
import iconv from 'iconv-lite'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ListResult, RecordData, TaskInfo } from '../../engine/contract/api.ts'
import type { ImportInfo, ImportMapping, ImportOptions, SavedMapping } from '../../engine/contract/import.ts'
import { type Call, startTestApp, type TestApp } from '../support/start-app.ts'
import { ROOT } from '../support/source-files.ts'
import { until } from '../support/until.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app?.stop())

async function call<T>(method: Call['method'], url: string, more: Partial<Call> = {}): Promise<T> {
  const answer = await app.call({ as: 'dora', method, url, ...more })
  if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`)
  return answer.body as T
}

const CSV = { name: 'books.csv', type: 'text/csv' }
const upload = (content: string | Buffer, file = CSV): Promise<ImportInfo> => call('POST', '/api/imports?module=books', { file: { ...file, content } })
const change = (id: string, body: { mapping?: ImportMapping[]; options?: ImportOptions }): Promise<ImportInfo> => call('PATCH', `/api/imports/${id}`, { body })

/** Starts long work of an import and waits for its end. */
async function work(id: string, what: 'dry-run' | 'run' | 'undo', more: Partial<Call> = {}): Promise<ImportInfo> {
  const { task } = await call<{ task: string }>('POST', `/api/imports/${id}/${what}`, more)
  await until(async () => ['done', 'failed', 'cancelled'].includes((await call<TaskInfo>('GET', `/api/tasks/${task}`)).state), what)
  return call('GET', `/api/imports/${id}`)
}

async function books(filter = ''): Promise<RecordData[]> {
  return (
    await call<ListResult>(
      'GET',
      `/api/records/books?limit=200&sort=title&fields=title,author,isbn,price,published_on,pages,shelf&q=${encodeURIComponent(filter)}`,
    )
  ).records
}
afterEach(async () => {
  const operations = (await books()).map(({ id, version }) => ({ op: 'delete', id, version }))
  if (operations.length > 0) await call('POST', '/api/records/books/batch', { body: { mode: 'all', operations } })
})

it('what is wrong is told in the language in which the check was asked for', async () => {
  const { id } = await upload('Title,Published on\nEmma,31.31.1996\n')
  const messages = async (language: string) =>
    (await work(id, 'dry-run', { headers: { 'accept-language': language } })).report?.problems.map(({ message }) => message)
  expect(await messages('en')).toEqual([expect.stringMatching(/date/)])
  expect(await messages('zh-CN')).toEqual([expect.stringMatching(/日期/)])
})

describe('a file is read', () => {
  const rows = [
    ['Title', '作者', 'Price', 'Published on'],
    ['Emma', '简·奥斯汀', '1,234.50', '03/02/1996'],
    ['围城', '钱锺书', '28', '25/11/1991'],
  ]
  const text = (delimiter: string): string => rows.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join('\r\n')
  const files: [string, () => Promise<Buffer> | Buffer][] = [
    ['with commas, in UTF-8', () => Buffer.from(text(','))],
    ['with semicolons and a byte order mark', () => Buffer.from(`\uFEFF${text(';')}`)],
    ['with tabs, in UTF-16', () => iconv.encode(text('\t'), 'utf-16le', { addBOM: true })],
    ['with bars, in UTF-16 of the other order', () => iconv.encode(text('|'), 'utf-16be', { addBOM: true })],
    ['with Chinese commas, in GB18030', () => iconv.encode(text('，'), 'gb18030')],
    ['of a spreadsheet', workbook],
  ]

  async function workbook(): Promise<Buffer> {
    const book = new Workbook()
    const sheet = book.addWorksheet('书')
    for (const row of rows) sheet.addRow(row)
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  it.each(files)('%s: columns, dates and numbers are told without a question', async (_name, content) => {
    const info = await upload(await content(), { name: 'books.data', type: 'application/octet-stream' })
    expect(info.mapping.map(({ field, column }) => [column, field])).toEqual([
      ['Title', 'title'],
      ['作者', 'author'],
      ['Price', 'price'],
      ['Published on', 'published_on'],
    ])
    await work(info.id, 'run')
    expect(
      (await books()).map(({ values }) => [values.title, values.author, (values.price as { amount: string }).amount, values.published_on]).toSorted(),
    ).toEqual([
      ['Emma', '简·奥斯汀', '1234.5', '1996-02-03'],
      ['围城', '钱锺书', '28', '1991-11-25'],
    ])
  })

  it('that is no table is refused in words', async () => {
    const answer = await app.call({
      as: 'dora',
      method: 'POST',
      url: '/api/imports?module=books',
      file: { ...CSV, content: readFileSync(path.join(ROOT, 'docs/screenshots/list.png')) },
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'UNREADABLE_FILE' } })
  })
})

describe('a row whose record is there already', () => {
  const first = 'Title,ISBN,Pages\nEmma,978-0-14-143958-7,474\n'
  const second = 'Title,ISBN,Pages\nEmma,978-0-14-143958-7,\nPersuasion,978-0-14-143968-6,273\n'
  const third = 'Title,ISBN,Pages\nEmma again,978-0-14-143958-7,500\n'

  it('is skipped', async () => {
    await work((await upload(first)).id, 'run')
    expect((await work((await upload(second)).id, 'run')).counts).toMatchObject({ create: 1, skip: 1 })
    expect((await books()).map(({ values }) => values.pages)).toEqual([474, 273])
  })

  it('updates the record, and an empty cell changes nothing', async () => {
    await work((await upload(first)).id, 'run')
    const again = await upload(second)
    await change(again.id, { options: { duplicates: 'update' } })
    expect((await work(again.id, 'run')).counts).toMatchObject({ create: 1, update: 1 })
    const last = await upload(third)
    await change(last.id, { options: { duplicates: 'update' } })
    await work(last.id, 'run')
    expect((await books()).map(({ values }) => [values.title, values.pages])).toEqual([
      ['Emma again', 500],
      ['Persuasion', 273],
    ])
  })

  it('makes another one where nothing forbids it, and a unique value does', async () => {
    await work((await upload('Title,Author\nEmma,Austen\n')).id, 'run')
    const again = await upload('Title,Author\nEmma,Austen\n')
    await change(again.id, { options: { duplicates: 'create' } })
    expect((await work(again.id, 'run')).counts).toMatchObject({ create: 1 })
    expect(await books()).toHaveLength(2)

    await work((await upload(first)).id, 'run')
    const taken = await upload(third)
    await change(taken.id, { options: { duplicates: 'create' } })
    expect((await work(taken.id, 'run')).counts).toMatchObject({ create: 0, error: 1 })
  })

  it('is not looked for by what is only similar: two books of one author are two', async () => {
    expect((await work((await upload('Title,Author\nEmma,Austen\nEmma 2,Austen\n')).id, 'run')).counts).toMatchObject({ create: 2, skip: 0 })
  })

  it('in the same file counts as well', async () => {
    expect((await work((await upload('Title,ISBN\nEmma,978-0-14-143958-7\nEmma,978-0-14-143958-7\n')).id, 'run')).counts).toMatchObject({ create: 1, skip: 1 })
  })
})

describe('the check of an import', () => {
  it('tells of each row what would become of it, and writes nothing', async () => {
    const info = await upload('Title,Pages,Language\nGood,100,English\n,5,English\nOdd,many,Englisch\n')
    const { report } = await work(info.id, 'dry-run')
    expect(report).toMatchObject({ total: 3, create: 1, error: 2 })
    expect(report?.rows.map(({ row, outcome, problems }) => [row, outcome, problems.map(({ field, code }) => `${field} ${code}`)])).toEqual([
      [3, 'error', ['title REQUIRED']],
      [4, 'error', expect.arrayContaining([expect.stringMatching(/^pages /), expect.stringMatching(/^language /)])],
    ])
    expect(report?.unmatched).toMatchObject([{ field: 'language', text: 'Englisch', rows: 1, suggestions: [expect.objectContaining({ label: 'English' })] }])
    expect(await books()).toEqual([])
  })

  it('makes what is missing only when it is asked for', async () => {
    const info = await upload('Title,Shelf\nEmma,Upper left\n')
    expect((await work(info.id, 'dry-run')).report).toMatchObject({ create: 0, error: 1 })
    await change(info.id, { mapping: info.mapping.map((one) => (one.field === 'shelf' ? { ...one, create: true } : one)) })
    expect((await work(info.id, 'dry-run')).report).toMatchObject({
      create: 1,
      missing: [{ field: 'shelf', module: 'shelves', records: 1, names: ['Upper left'] }],
    })
    await work(info.id, 'run')
    expect((await books())[0]?.labels.shelf).toBe('Upper left')
  })
})

describe('a mapping that is kept under a name', () => {
  it('is taken for files with the same columns, and can be forgotten', async () => {
    const content = 'What,Who\nEmma,Austen\n'
    const mapping: ImportMapping[] = [
      { field: 'title', template: '{What} ({Who})' },
      { field: 'author', column: 'Who' },
    ]
    await call('POST', '/api/import-mappings', {
      body: { module: 'books', name: 'From the shop', headers: ['What', 'Who'], mapping, options: { duplicates: 'create' } },
    })
    const info = await upload(content)
    expect(info).toMatchObject({ mapping, options: { duplicates: 'create' } })
    await work(info.id, 'run')
    expect((await books())[0]?.values.title).toBe('Emma (Austen)')

    const { mappings } = await call<{ mappings: SavedMapping[] }>('GET', '/api/import-mappings?module=books')
    expect(mappings.map(({ name }) => name)).toEqual(['From the shop'])
    expect(await app.call({ as: 'vera', method: 'DELETE', url: `/api/import-mappings/${mappings[0]?.id}` })).toMatchObject({ status: 404 })
    await call('DELETE', `/api/import-mappings/${mappings[0]?.id}`)
    expect((await upload(content)).options).toEqual({ duplicates: 'skip' })
  })
})

describe('an import that runs', () => {
  const many = (count: number): string => `Title,Author\n${Array.from({ length: count }, (_, index) => `Book ${index},Author ${index}`).join('\n')}\n`

  it('stops when it is told to, and goes on with the rest, no row twice', async () => {
    const info = await upload(many(8_000))
    const { task } = await call<{ task: string }>('POST', `/api/imports/${info.id}/run`)
    await until(async () => (await call<TaskInfo>('GET', `/api/tasks/${task}`)).progress.done > 0, 'the first rows')
    await call('POST', `/api/imports/${info.id}/cancel`)
    await until(async () => (await call<TaskInfo>('GET', `/api/tasks/${task}`)).state === 'cancelled', 'the stop')
    const stopped = await call<ImportInfo>('GET', `/api/imports/${info.id}`)
    expect(stopped.state).toBe('cancelled')
    expect(stopped.counts?.waiting).toBeGreaterThan(0)

    const done = await work(info.id, 'run')
    expect(done).toMatchObject({ state: 'done', counts: { create: 8_000, waiting: 0 } })
    expect((await call<ListResult>('GET', '/api/records/books?limit=1&count=exact')).count).toEqual({ value: 8_000, exact: true })
    await work(info.id, 'undo')
  }, 120_000)

  it('is undone as a whole; what somebody changed since stays', async () => {
    const kept = await call<RecordData>('POST', '/api/records/books', { body: { values: { title: 'Old', isbn: '978-0-14-143958-7', pages: 1 } } })
    const info = await upload('Title,ISBN,Pages\nOld,978-0-14-143958-7,2\nNew,978-0-14-143968-6,3\nTouched,978-0-14-143951-8,4\n')
    await change(info.id, { options: { duplicates: 'update' } })
    await work(info.id, 'run')
    const touched = (await books('Touched'))[0]
    await call('PATCH', `/api/records/books/${touched?.id}`, { body: { version: touched?.version, values: { pages: 40 } } })

    expect(await work(info.id, 'undo')).toMatchObject({ state: 'undone' })
    expect((await books()).map(({ id, values }) => [id === kept.id, values.title, values.pages])).toEqual([
      [true, 'Old', 1],
      [false, 'Touched', 40],
    ])
  })

  it('gives the rows that were left out as a file, which can be corrected and sent again', async () => {
    const info = await upload('Title,Author,Pages\nGood,Austen,10\nFine,Scott,11\nBad,=Austen,many\n')
    const done = await work(info.id, 'run')
    expect(done).toMatchObject({ counts: { create: 2, error: 1 } })
    const file = await app.call({ as: 'dora', url: `/api/imports/${info.id}/errors` })
    expect(file.headers['content-disposition']).toMatch(/^attachment; /)
    const rows = parse(file.text, { bom: true }) as string[][]
    expect(rows).toEqual([
      ['Title', 'Author', 'Pages', 'What is wrong'],
      ['Bad', "'=Austen", 'many', expect.stringMatching(/^pages: many: /)],
    ])
    expect(await call('GET', `/api/imports/${info.id}/error-rows`)).toMatchObject({ rows: [{ row: 4, cells: ['Bad', '=Austen', 'many'] }] })

    const corrected = await upload(file.text.replace('many', '10'))
    expect(corrected.mapping.map(({ field }) => field)).toEqual(['title', 'author', 'pages'])
    expect((await work(corrected.id, 'run')).counts).toMatchObject({ create: 1, error: 0 })
    expect((await books('Bad'))[0]?.values).toMatchObject({ author: '=Austen', pages: 10 })
  })
})

describe('who may', () => {
  it('not import a module gets no import, and nobody sees the import of another', async () => {
    expect(await app.call({ as: 'rita', method: 'POST', url: '/api/imports?module=books', file: { ...CSV, content: 'Title\nEmma\n' } })).toMatchObject({
      status: 403,
    })
    expect(await app.call({ as: 'nick', method: 'POST', url: '/api/imports?module=books', file: { ...CSV, content: 'Title\nEmma\n' } })).toMatchObject({
      status: 404,
    })
    const { id } = await upload('Title\nEmma\n')
    for (const url of ['', '/errors', '/error-rows']) expect(await app.call({ as: 'vera', url: `/api/imports/${id}${url}` })).toMatchObject({ status: 404 })
    expect(await app.call({ as: 'vera', method: 'POST', url: `/api/imports/${id}/run` })).toMatchObject({ status: 404 })
  })

  it('see a record is offered it as a near match, for as long as they see it', async () => {
    const asAdmin = { as: 'admin' }
    const open = (organisation: string) => call('PUT', '/api/access/organisation/shelves', { ...asAdmin, body: { organisation } })
    const offered = ({ report }: ImportInfo) => report?.unmatched.flatMap(({ suggestions }) => suggestions.map(({ label }) => label))
    await call('POST', '/api/records/shelves', { ...asAdmin, body: { values: { name: 'Periodicals' } } })
    const { id } = await upload('Title,Shelf\nEmma,Periodicalls\n')
    await open('public_read')
    expect(offered(await work(id, 'dry-run'))).toEqual(['Periodicals'])
    await open('private')
    expect(offered(await call('GET', `/api/imports/${id}`))).toEqual([])
  })
})
