import type { Answer } from '../../support/start-app.ts'
import type { Action, User, WorldRecord } from '../model/world.ts'
import type { InstalledWorld } from '../world/install-world.ts'

/** Ways of meeting one record: whether a user may do an action with it, as one channel has it. */
export interface Sighting {
  channel: string
  action: Action
  isOpen(meeting: Meeting): Promise<boolean>
}

interface Meeting {
  installed: InstalledWorld
  user: User
  record: WorldRecord
}

type Method = 'GET' | 'POST' | 'PATCH'
const ask = ({ installed, user }: Meeting, [method, url, body]: [Method, string, unknown?]): Promise<Answer> =>
  installed.app.call({ as: user.name, method, url, ...(body !== undefined && { body }) })
const base = ({ record }: Meeting) => `/api/records/${record.module}`
const one = (meeting: Meeting, path = '') => `${base(meeting)}/${meeting.record.id}${path}`
const token = ({ record }: Meeting) => record.cells[0]?.token ?? ''
const byId = ({ record }: Meeting) => ({ field: 'id', op: 'is', value: record.id })

const answers = (channel: string, path: string): Sighting => ({
  channel,
  action: 'read',
  isOpen: async (meeting) => (await ask(meeting, ['GET', one(meeting, path)])).status === 200,
})
const holdsToken = (channel: string, question: (meeting: Meeting) => [Method, string, unknown?]): Sighting => ({
  channel,
  action: 'read',
  isOpen: async (meeting) => (await ask(meeting, question(meeting))).text.includes(token(meeting)),
})
/** A conflict is told only to who may do it at all. */
const conflicts = (channel: string, action: 'update' | 'delete', operation: object): Sighting => ({
  channel,
  action,
  async isOpen(meeting) {
    const body = { mode: 'each', operations: [{ ...operation, id: meeting.record.id, version: 999 }] }
    const answer = await ask(meeting, ['POST', `${base(meeting)}/batch`, body])
    return (answer.body as { results?: { error?: { status: number } }[] }).results?.[0]?.error?.status === 409
  },
})
const saysCan = (action: 'update' | 'delete'): Sighting => ({
  channel: 'what the list says that can be done',
  action,
  async isOpen(meeting) {
    const { body } = await ask(meeting, ['POST', `${base(meeting)}/query`, { filter: byId(meeting) }])
    return (body as { records?: { can: Record<string, boolean> }[] }).records?.[0]?.can[action] === true
  },
})
const explains = (action: 'read' | 'update' | 'delete'): Sighting => ({
  channel: 'the explanation for an admin',
  action,
  async isOpen(meeting) {
    const { installed, user } = meeting
    return ((await installed.admin('GET', one(meeting, `/access?user=${user.id}&action=${action}`))) as { allowed: boolean }).allowed
  },
})

export const SIGHTINGS: readonly Sighting[] = [
  answers('get', ''),
  answers('history', '/history'),
  answers('timeline', '/timeline'),
  answers('shares', '/shares'),
  answers('explanation', '/access'),
  holdsToken('list', (meeting) => ['GET', `${base(meeting)}?limit=200`]),
  holdsToken('list sorted by time', (meeting) => ['POST', `${base(meeting)}/query`, { sort: [{ field: 'created_at' }], limit: 200, count: 'capped' }]),
  holdsToken('look-up', (meeting) => ['GET', `/api/lookup/${meeting.record.module}?limit=50&q=${token(meeting).slice(0, 9)}`]),
  holdsToken('search', (meeting) => ['GET', `/api/search?limit=50&modules=${meeting.record.module}&q=${token(meeting)}`]),
  {
    channel: 'count',
    action: 'read',
    async isOpen(meeting) {
      const { body } = await ask(meeting, ['POST', `${base(meeting)}/aggregate`, { measures: [{ fn: 'count' }], filter: byId(meeting) }])
      return (body as { rows?: { measures: string[] }[] }).rows?.[0]?.measures[0] === '1'
    },
  },
  {
    channel: 'who can see it',
    action: 'read',
    async isOpen(meeting) {
      const { users } = (await meeting.installed.admin('GET', one(meeting, '/access/users'))) as { users: { id: string }[] }
      return users.some(({ id }) => id === meeting.user.id)
    },
  },
  {
    channel: 'why it is missing',
    action: 'read',
    async isOpen(meeting) {
      const { body } = await ask(meeting, ['GET', `/api/access/missing?module=${meeting.record.module}&id=${meeting.record.id}`])
      return (body as { reason: string }).reason === 'visible'
    },
  },
  {
    channel: 'update',
    action: 'update',
    isOpen: async (meeting) => (await ask(meeting, ['PATCH', one(meeting), { version: 999, values: {} }])).status === 409,
  },
  conflicts('update in a batch', 'update', { op: 'update', values: {} }),
  conflicts('delete in a batch', 'delete', { op: 'delete' }),
  saysCan('update'),
  saysCan('delete'),
  explains('read'),
  explains('update'),
  explains('delete'),
]
