import type { RecordData, TaskInfo } from '../../engine/contract/api.ts'
import { type Answer, type Call, startTestApp, type TestApp } from '../support/start-app.ts'

/** Each hidden value is a word or a number that stands nowhere else. */
export const HIDDEN = {
  summary: 'zyxwordless',
  price: '4711.17',
  isbn: '978-7-020-00220-7',
  keyword: 'tagquuxed',
  scan: 'scanned-zebra',
  phone: '+49 30 5550199',
  name: 'Quexly Hiddenname',
}
/** Parts of them, and what they look like when they are normalised. */
const PARTS = [...Object.values(HIDDEN), '5550199', '4711', '9787020002207', 'Quexly']

/** Rights of dora in books: some fields are hidden from her, the author is there to be read only. */
export const BOOKS_LINE = { summary: 'hidden', price: 'hidden', isbn: 'hidden', keywords: 'hidden', scans: 'hidden', author: 'read' }
export const MEMBERS_LINE = { name: 'hidden', phone: 'hidden', email: 'read' }
const ACTIONS = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge']

/** Keys of what the world is made of. */
export interface WorldIds {
  dora: string
  shelf: string
  /** Has a value in every hidden field. */
  book: string
  /** Owned by dora; its price is 1. */
  other: string
  /** Stands in the recycle bin, with hidden values. */
  binned: string
  member: string
  loan: string
  /** The stored file in the hidden field `scans` of the book. */
  scan: string
}

/** A library in which dora may do everything with books, members and loans, but not with every field. */
export interface HiddenWorld {
  app: TestApp
  ids: WorldIds
  /** Calls as dora. */
  get(url: string): Promise<Answer>
  post(url: string, body: object): Promise<Answer>
  send(method: NonNullable<Call['method']>, url: string, body?: object): Promise<Answer>
  upload(url: string, content: string): Promise<Answer>
  asAdmin(method: NonNullable<Call['method']>, url: string, body?: object): Promise<Answer>
  /** Other rights in the fields of a module for librarians; what is not named may be written. */
  line(module: string, fields: object): Promise<unknown>
  make(module: string, values: object): Promise<string>
  ended(answer: Answer): Promise<TaskInfo>
  /** What an admin sees of a book. */
  stored(id: string): Promise<{ author: unknown; price: unknown; title: unknown; version: number }>
}

export async function openHiddenWorld(): Promise<HiddenWorld> {
  const app = await startTestApp('foreign')
  const send: HiddenWorld['send'] = (method, url, body) => app.call({ as: 'dora', method, url, ...(body && { body }) })
  const asAdmin: HiddenWorld['asAdmin'] = (method, url, body) => app.call({ as: 'admin', method, url, ...(body && { body }) })
  const make = async (module: string, values: object) => (succeeded(await asAdmin('POST', `/api/records/${module}`, { values }), 201).body as RecordData).id
  const line: HiddenWorld['line'] = async (module, fields) =>
    succeeded(await asAdmin('PUT', `/api/access/profiles/librarian/modules/${module}`, { actions: ACTIONS, fields }))
  const world: HiddenWorld = {
    app,
    ids: await fill(app, make),
    get: (url) => app.call({ as: 'dora', url }),
    post: (url, body) => send('POST', url, body),
    send,
    upload: (url, content) => app.call({ as: 'dora', method: 'POST', url, file: { name: 'books.csv', type: 'text/csv', content } }),
    asAdmin,
    line,
    make,
    ended: (answer) => taskEnd(app, answer),
    async stored(id) {
      const { values, version } = succeeded(await asAdmin('GET', `/api/records/books/${id}`)).body as RecordData
      return { author: values.author, price: values.price, title: values.title, version }
    },
  }
  succeeded(await asAdmin('DELETE', `/api/records/books/${world.ids.binned}`))
  await line('books', BOOKS_LINE)
  await line('members', MEMBERS_LINE)
  await line('loans', { instead_of: 'hidden' })
  return world
}

async function fill(app: TestApp, make: HiddenWorld['make']): Promise<WorldIds> {
  const { summary, price, isbn, keyword, phone, name } = HIDDEN
  const dora = await app.idOf('dora')
  const file = { name: `${HIDDEN.scan}.txt`, type: 'text/plain', content: HIDDEN.scan }
  const { id: scan } = (succeeded(await app.call({ as: 'admin', method: 'POST', url: '/api/files', file }), 201).body as { file: { id: string } }).file
  const shelf = await make('shelves', { name: 'Shelf' })
  const hidden = { summary, price, keywords: [keyword], scans: [scan] }
  const book = await make('books', { title: 'Open title', author: 'Kafka', ...hidden, isbn, shelf, owner: dora })
  const other = await make('books', { title: 'Another title', price: '1', owner: dora })
  const binned = await make('books', { title: 'Binned title', ...hidden, scans: [], owner: dora })
  const member = await make('members', { name, phone, email: 'seen@example.org', owner: dora })
  const instead = { instead_of: { module: 'books', id: book } }
  const loan = await make('loans', { subject: 'Open loan', book, member, ...instead, owner: dora })
  return { dora, shelf, book, other, binned, member, loan, scan }
}

async function taskEnd(app: TestApp, answer: Answer): Promise<TaskInfo> {
  const { task } = succeeded(answer, 202).body as { task: string }
  for (let tries = 0; tries < 400; tries += 1) {
    const info = succeeded(await app.call({ as: 'dora', url: `/api/tasks/${task}` })).body as TaskInfo
    if (info.state !== 'waiting' && info.state !== 'running') return info
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('The task did not end.')
}

/** The answer, if it has the status; fails with its text otherwise. */
export function succeeded(answer: Answer, status = 200): Answer {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}

/** The codes of the problems that an answer names. */
export function codesOf({ body }: Answer): string[] {
  return ((body as { problems?: { code: string }[] }).problems ?? []).map(({ code }) => code)
}

/** The hidden values, or parts of them, that stand in a text. */
export function hiddenIn(text: string): string[] {
  return PARTS.filter((word) => text.includes(word))
}
