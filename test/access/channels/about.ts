import { openStream } from '../../support/open-stream.ts'
import { until } from '../../support/until.ts'
import { MODULES } from '../model/world.ts'
import { type Asker, askEach, askOfRecords, type Channel, compareIds, type Said } from './channel.ts'

/** What the installation says about itself and its rights, and what it tells of changes. */
export const ABOUT_CHANNELS: Channel[] = [
  { channel: 'openapi', how: 'the description of the API tells no value', ask: (asker) => askEach(['/api/openapi.json'], (url) => asker.call('GET', url)) },
  { channel: 'metadata', how: 'the metadata tells no value', ask: (asker) => askEach(['/api/metadata'], (url) => asker.call('GET', url)) },
  { channel: 'access.explain', how: 'an explanation tells nothing beside them', ask: (asker) => askOfRecords(asker, '/access?action=update') },
  {
    channel: 'access.users',
    how: 'who else can see a record is told to admins alone',
    ask: (asker) =>
      refused(
        asker,
        asker.records().map(({ id, module }) => `/api/records/${module}/${id}/access/users`),
      ),
  },
  {
    channel: 'access.missing',
    how: 'why a record is missing is told without a value',
    ask: (asker) => askEach(asker.records(), ({ id, module }) => asker.call('GET', `/api/access/missing?module=${module}&id=${id}`)),
  },
  {
    channel: 'access.impact',
    how: 'what a change of rights would change is told to admins alone',
    ask: async (asker) => {
      const draft = { kind: 'organisation', module: 'books', organisation: 'public_delete' }
      const { status, text } = await asker.call('POST', '/api/access/impact', { draft })
      return { text, leaks: status === 403 ? [] : [`impact answers ${status}`], asked: 1 }
    },
  },
  {
    channel: 'preferences',
    how: 'what others keep for themselves or share tells nothing beside them',
    ask: (asker) =>
      askEach(['preferences/favourites', 'preferences/recent.records', ...MODULES.map((module) => `views?module=${module}`)], (url) =>
        asker.call('GET', `/api/${url}`),
      ),
  },
  { channel: 'audit', how: 'the log of who did what is for admins alone', ask: (asker) => refused(asker, ['/api/audit', '/api/audit?module=books']) },
  {
    channel: 'access.admin',
    how: 'profiles, defaults and rules are for admins alone',
    ask: (asker) => refused(asker, ['/api/access/rules', '/api/access/profiles', '/api/access/organisation']),
  },
  { channel: 'live-events', how: 'live events tell of no record beside them', ask: (asker) => listenToAll(asker) },
]

async function refused(asker: Asker, urls: string[]): Promise<Said> {
  const texts: string[] = []
  const leaks: string[] = []
  for (const url of urls) {
    const { status, text } = await asker.call('GET', url)
    texts.push(text)
    if (status !== 403 && status !== 404) leaks.push(`${url} answers ${status}`)
  }
  return { text: texts.join('\n'), leaks, asked: urls.length }
}

/** An admin changes every book and shelf in a field that holds no token; a listener hears of those that may be read, and of no other. */
async function listenToAll(asker: Asker): Promise<Said> {
  const { app, admin } = asker.installed
  const stream = await openStream(app, asker.user.name)
  const touched = [...asker.records('books'), ...asker.records('shelves')]
  for (const { id, module } of touched) {
    const url = `/api/records/${module}/${id}`
    const { version } = (await admin('GET', url)) as { version: number }
    await admin('PATCH', url, { version, values: module === 'books' ? { pages: version } : { floor: version % 40 } })
  }
  const wanted = touched.filter((record) => asker.may(record, 'read')).map(({ id }) => id)
  const heard = () => stream.events.flatMap((event) => (event.type === 'records' ? event.ids : []))
  // What does not come is told below, by its key.
  await until(() => wanted.every((id) => heard().includes(id))).catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 100))
  stream.close()
  return { text: JSON.stringify(stream.events), ...compareIds([...new Set(heard())], wanted, 'live events'), asked: touched.length }
}
