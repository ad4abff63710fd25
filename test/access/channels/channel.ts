import type { ReadingChannel } from '../../../engine/http/access/channels.ts'
import { may, maySee } from '../model/may.ts'
import { fieldRight } from '../model/profiles.ts'
import { type Action, type Cell, MODULES, type Module, type User, type WorldRecord } from '../model/world.ts'
import type { InstalledWorld } from '../world/install-world.ts'
import type { Answer } from '../../support/start-app.ts'

/** One way of asking by a channel of the registry. */
export interface Channel {
  channel: ReadingChannel
  /** What is asked, in words that go on "… of what may be read". */
  how: string
  ask(asker: Asker): Promise<Said>
  /** Which readable values must be in what was said; none if absent. */
  shows?(shown: Shown): boolean
}

export interface Shown {
  record: WorldRecord
  cell: Cell
  asker: Asker
}

/** What a channel said. */
export interface Said {
  text: string
  /** What was found otherwise than the model says, each in words, and out of how many questions. */
  leaks?: string[]
  blocked?: string[]
  asked?: number
}

/** A user of an installed world who asks. */
export interface Asker {
  installed: InstalledWorld
  user: User
  call(method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown): Promise<Answer>
  upload(url: string, content: string): Promise<Answer>
  may(record: WorldRecord, action: Action): boolean
  maySee(record: WorldRecord, cell: Cell): boolean
  mayReadField(module: Module, field: string): boolean
  /** What a list shows: records that may be read and are not deleted. */
  readable(module: Module): WorldRecord[]
  records(module?: Module): WorldRecord[]
}

export function askerOf(installed: InstalledWorld, user: User): Asker {
  const { world, app } = installed
  const reads = (record: WorldRecord) => may(world, user, { record, action: 'read' })
  const records = (module?: Module) => world.records.filter((record) => module === undefined || record.module === module)
  return {
    installed,
    user,
    call: (method, url, body) => app.call({ as: user.name, method, url, ...(body !== undefined && { body }) }),
    upload: (url, content) => app.call({ as: user.name, method: 'POST', url, file: { name: 'a.csv', type: 'text/csv', content } }),
    may: (record, action) => may(world, user, { record, action }),
    maySee: (record, cell) => maySee(world, user, { record, cell }),
    mayReadField: (module, field) => fieldRight(world, user, { module, field }) !== 'hidden',
    readable: (module) => records(module).filter((record) => !record.deleted && reads(record)),
    records,
  }
}

/** Asks about each of some things, one after another, and puts together what was said. */
export async function askEach<Item>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Said> {
  const texts: string[] = []
  for (const item of items) texts.push((await ask(item)).text)
  return { text: texts.join('\n') }
}

/** Asks about each record of the world, also about those that the asker may not see. */
export function askOfRecords({ records, call }: Asker, path: string, modules: readonly Module[] = MODULES): Promise<Said> {
  return askEach(
    records().filter(({ module }) => modules.includes(module)),
    ({ id, module }) => call('GET', `/api/records/${module}/${id}${path}`),
  )
}

/** Compares the keys that an answer holds with those that it should hold. */
export function compareIds(found: readonly string[], wanted: readonly string[], where: string): Required<Pick<Said, 'leaks' | 'blocked'>> {
  return {
    leaks: found.filter((id) => !wanted.includes(id)).map((id) => `${where} shows ${id}`),
    blocked: wanted.filter((id) => !found.includes(id)).map((id) => `${where} lacks ${id}`),
  }
}

/** Puts together what several questions said. */
export function together(parts: readonly Said[]): Said {
  return {
    text: parts.map(({ text }) => text).join('\n'),
    leaks: parts.flatMap(({ leaks }) => leaks ?? []),
    blocked: parts.flatMap(({ blocked }) => blocked ?? []),
    asked: parts.reduce((sum, { asked }) => sum + (asked ?? 0), 0),
  }
}

export const isLive = ({ record, cell }: Shown): boolean => !record.deleted && !cell.former && cell.field !== 'file'
