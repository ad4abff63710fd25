import { Workbook } from '@cj-tech-master/excelts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TaskInfo } from '../../engine/contract/api.ts'
import { newId } from '../../engine/kernel/uuid.ts'
import { createTask } from '../../engine/storage/tasks.ts'
import { until } from '../support/until.ts'
import { type Answer, type Call, startTestApp, type TestApp } from '../support/start-app.ts'

const HIGHEST = 450
let app: TestApp

beforeAll(async () => {
  app = await startTestApp('foreign')
  const books: object[] = [
    { title: 'Emma', author: '=cmd()', pages: 474, price: { amount: '10.50', currency: 'CNY' }, published_on: '1996-02-03', genre: 'fiction' },
    { title: '@Ivanhoe', author: 'Scott', pages: 600, price: { amount: '9', currency: 'CNY' } },
    { title: 'Persuasion', author: '-Austen', pages: 273, price: { amount: '8', currency: 'CNY' } },
    ...Array.from({ length: HIGHEST }, (_, index) => ({ title: `Volume ${index}`, author: 'Many', pages: index + 1 })),
  ]
  await call('POST', '/api/records/books/batch', { mode: 'all', operations: books.map((values) => ({ op: 'create', values })) })
}, 60_000)
afterAll(() => app?.stop())

async function call<T>(method: Call['method'], url: string, body?: object): Promise<T> {
  const answer = await app.call({ as: 'dora', method, url, body })
  if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`)
  return answer.body as T
}

/** Exports and fetches the file. */
async function exported(body: object): Promise<Answer & { task: TaskInfo }> {
  const { task: id } = await call<{ task: string }>('POST', '/api/exports', { module: 'books', ...body })
  await until(async () => ['done', 'failed'].includes((await call<TaskInfo>('GET', `/api/tasks/${id}`)).state), 'the export')
  const task = await call<TaskInfo & { result: { file: { id: string } } }>('GET', `/api/tasks/${id}`)
  return { ...(await app.call({ as: 'dora', url: `/api/files/${task.result.file.id}` })), task }
}

it('writes CSV as the list is filtered and sorted, and no cell is a formula', async () => {
  const { text } = await exported({
    format: 'csv',
    fields: ['title', 'author', 'pages', 'price'],
    filter: {
      all: [
        { field: 'pages', op: 'lt', value: 500 },
        { field: 'author', op: 'is_not', value: 'Many' },
      ],
    },
    sort: [{ field: 'title', order: 'desc' }],
  })
  expect(parse(text, { bom: true })).toEqual([
    ['Title', 'Author', 'Pages', 'Price'],
    ['Persuasion', "'-Austen", '273', expect.stringContaining('8')],
    ['Emma', "'=cmd()", '474', expect.stringContaining('10.5')],
  ])
})

it('writes a workbook whose cells are numbers, dates and texts, none of them a formula', async () => {
  const { bytes, headers } = await exported({
    format: 'xlsx',
    fields: ['title', 'author', 'pages', 'price', 'published_on', 'genre', 'created_at'],
    filter: { field: 'author', op: 'is_not', value: 'Many' },
    sort: [{ field: 'pages', order: 'asc' }],
  })
  expect(headers['content-disposition']).toContain('.xlsx')
  const book = new Workbook()
  await book.xlsx.load(bytes)
  const sheet = book.worksheets[0]
  const rows = Array.from({ length: sheet?.rowCount ?? 0 }, (_, index) =>
    Array.from({ length: 7 }, (_cell, at) => sheet?.getRow(index + 1).getCell(at + 1).value ?? null),
  )
  expect(rows).toEqual([
    ['Title', 'Author', 'Pages', 'Price', 'Published on', 'Genre', 'Created at'],
    ['Persuasion', "'-Austen", 273, 8, null, null, expect.any(Date)],
    ['Emma', "'=cmd()", 474, 10.5, new Date('1996-02-03'), 'Fiction', expect.any(Date)],
    ["'@Ivanhoe", 'Scott', 600, 9, null, null, expect.any(Date)],
  ])
})

it('writes dates, numbers and lengths of time as the profile of the reader has them', async () => {
  await call('POST', '/api/records/books', {
    values: { title: 'Formats', pages: 1234, price: { amount: '1234.5', currency: 'CNY' }, published_on: '1996-02-03', reading_time: 3_600_000 },
  })
  const formats = { date_format: 'DD-MM-YYYY', decimal_separator: 'comma', grouping_separator: 'point', symbol_placement: 'after' }
  await call('PATCH', '/api/me/profile', { values: formats })
  const filter = { field: 'title', op: 'is', value: 'Formats' }
  const { text } = await exported({ format: 'csv', fields: ['pages', 'price', 'published_on', 'reading_time'], filter })
  await call('PATCH', '/api/me/profile', { values: Object.fromEntries(Object.keys(formats).map((key) => [key, null])) })
  expect(parse(text, { bom: true })[1]).toEqual(['1.234', '1.234,50\u00a0¥', '03-02-1996', '1.000 h'])
})

it('writes a part of a field as a column of its own', async () => {
  await call('POST', '/api/records/members', { values: { name: 'Mei Lin', home: { city: 'Berlin', street: 'X' } } })
  const { text } = await exported({ module: 'members', format: 'csv', fields: ['name', 'home.city'] })
  expect(parse(text, { bom: true })).toEqual([
    ['Name', 'Address · City'],
    ['Mei Lin', 'Berlin'],
  ])
})

it('runs in the background: the task says how many records are written, of how many', async () => {
  const { text, task } = await exported({ format: 'csv', fields: ['title'], filter: { field: 'author', op: 'is', value: 'Many' } })
  expect(task).toMatchObject({ kind: 'export', state: 'done', progress: { done: HIGHEST, total: HIGHEST } })
  expect(parse(text, { bom: true })).toHaveLength(HIGHEST + 1)
})

it('is for who may export the module, and its file for who asked for it', async () => {
  const body = { module: 'books', format: 'csv', fields: ['title'] }
  expect(await app.call({ as: 'nick', method: 'POST', url: '/api/exports', body })).toMatchObject({ status: 404 })
  const { task } = await exported(body)
  const { file } = task.result as unknown as { file: { id: string } }
  expect(await app.call({ as: 'vera', url: `/api/files/${file.id}` })).toMatchObject({ status: 404 })
})

it.each<[string, object, object]>([
  ['an operator', { filter: { field: 'pages', op: 'sounds_like', value: 1 } }, { field: 'pages', code: 'OPERATOR' }],
  ['a field of the filter', { filter: { all: [{ field: 'nothing', op: 'is_blank' }] } }, { field: 'nothing', code: 'UNKNOWN_FIELD' }],
  ['a field', { fields: ['title', 'nothing'] }, { field: 'nothing', code: 'UNKNOWN_FIELD' }],
  ['a field behind a reference', { fields: ['shelf.nothing'] }, { field: 'shelf.nothing', code: 'UNKNOWN_FIELD' }],
  ['an order', { sort: [{ field: 'nothing' }] }, { field: 'nothing', code: 'UNKNOWN_FIELD' }],
])('is refused at once where %s means nothing, and the answer names it', async (_, part, problem) => {
  const body = { module: 'books', format: 'csv', fields: ['title'], ...part }
  expect(await app.call({ as: 'dora', method: 'POST', url: '/api/exports', body })).toMatchObject({ status: 422, body: { problems: [problem] } })
})

it('that stopped making sense before it ran fails as a task, and the server goes on', async () => {
  for (const format of ['csv', 'xlsx']) {
    const input = { module: 'books', format, fields: ['title'], filter: { field: 'pages', op: 'sounds_like', value: 1 } }
    const task = await createTask(app.database, {
      kind: 'export',
      module: 'books',
      asker: { userId: await app.idOf('dora'), locale: 'en' },
      input,
      total: 0,
      changeSet: newId(),
    })
    await expect.poll(async () => (await call<TaskInfo>('GET', `/api/tasks/${task}`)).state, { timeout: 20_000 }).toBe('failed')
  }
})
