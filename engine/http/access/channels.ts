import type { DeclaredRoute } from '../strict-routes.ts'

/**
 * The ways in which what stands in records reaches somebody. Home, the print view and "next record" are no ways of their own: they are
 * screens that ask by these. A route of the API that reads says by which channel: here, or, for routes
 * of plugins, in its `config.channel`. A test fails for a route that is in neither list, and the proofs walk through all of them.
 */
export const READING_CHANNELS = {
  'records.list': 'Pages of records, with counts, totals and labels',
  'records.get': 'One record',
  'records.aggregate': 'Groups and measures',
  'records.duplicates': 'Records like some values',
  'records.history': 'What happened to a record',
  'records.timeline': 'What happened around a record',
  'records.related': 'Records that belong to a record',
  'records.bin': 'The recycle bin',
  'records.search': 'Search in all modules',
  'records.lookup': 'Type-ahead for references',
  'records.tags': 'Tags that are in use',
  'records.followers': 'Who follows a record',
  'records.shares': 'With whom a record is shared',
  'records.write': 'What a write answers, errors included',
  'records.undo': 'What an undo answers',
  'records.bulk': 'Mass work and its reports',
  'records.merge': 'Merging, and duplicates among all records',
  files: 'Contents of files',
  export: 'Exports',
  import: 'Imports, their previews and their reports',
  'live-events': 'Live events',
  notifications: 'Notifications',
  tasks: 'Results of long work',
  openapi: 'The description of the API',
  metadata: 'The metadata as somebody may see it',
  'access.explain': 'Why somebody may do something',
  'access.users': 'Who can see a record',
  'access.missing': 'Why a record is not in a list',
  'access.impact': 'What a change of rights would change',
  preferences: 'What users keep for themselves and what others share with them: favourites, records seen last, drafts, views',
  audit: 'The log of who did what',
  'access.admin': 'Profiles, defaults and sharing rules',
} as const
export type ReadingChannel = keyof typeof READING_CHANNELS

/** By the beginning of `METHOD url`; the longest that fits counts. */
const CHANNEL_OF: [route: string, channel: ReadingChannel][] = [
  ['GET /api/records/:module', 'records.list'],
  ['POST /api/records/:module/query', 'records.list'],
  ['POST /api/records/:module/aggregate', 'records.aggregate'],
  ['POST /api/records/:module/duplicates', 'records.duplicates'],
  ['GET /api/records/:module/duplicates', 'records.merge'],
  ['GET /api/records/:module/tags', 'records.tags'],
  ['GET /api/records/:module/:id', 'records.get'],
  ['GET /api/records/:module/:id/history', 'records.history'],
  ['GET /api/records/:module/:id/timeline', 'records.timeline'],
  ['GET /api/records/:module/:id/related/', 'records.related'],
  ['GET /api/records/:module/:id/followers', 'records.followers'],
  ['GET /api/records/:module/:id/shares', 'records.shares'],
  ['GET /api/records/:module/:id/access', 'access.explain'],
  ['GET /api/records/:module/:id/access/users', 'access.users'],
  ['POST /api/records/:module', 'records.write'],
  ['PATCH /api/records/:module', 'records.write'],
  ['PUT /api/records/:module', 'records.write'],
  ['DELETE /api/records/:module', 'records.write'],
  ['POST /api/records/:module/:id/related-counts', 'records.related'],
  ['POST /api/records/:module/merge', 'records.merge'],
  ['GET /api/duplicates', 'records.merge'],
  ['POST /api/duplicates', 'records.merge'],
  ['GET /api/bin/', 'records.bin'],
  ['GET /api/search', 'records.search'],
  ['GET /api/lookup/', 'records.lookup'],
  ['POST /api/change-sets/', 'records.undo'],
  ['POST /api/bulk', 'records.bulk'],
  ['GET /api/files/', 'files'],
  ['POST /api/exports', 'export'],
  ['GET /api/imports', 'import'],
  ['POST /api/imports', 'import'],
  ['PATCH /api/imports', 'import'],
  ['GET /api/events', 'live-events'],
  ['GET /api/notifications', 'notifications'],
  ['GET /api/tasks', 'tasks'],
  ['GET /api/openapi.json', 'openapi'],
  ['GET /api/metadata', 'metadata'],
  ['GET /api/preferences/', 'preferences'],
  ['GET /api/views', 'preferences'],
  ['GET /api/audit', 'audit'],
  ['POST /api/audit', 'audit'],
  ['GET /api/access/', 'access.admin'],
  ['GET /api/access/missing', 'access.missing'],
  ['POST /api/access/impact', 'access.impact'],
]

/** Routes of the API that tell nothing of any record but what is the caller's own, or, to admins, of accounts: what they begin with. */
const TELLS_NOTHING = [
  '/api/session',
  '/api/password/',
  '/api/impersonation',
  '/api/sign-in-settings',
  '/api/users/',
  '/api/me',
  '/api/preferences/',
  '/api/views',
  '/api/import-mappings',
  '/api/docs',
  '/api/demo',
  '/api/notifications',
  '/api/tasks/',
  '/api/files',
  '/api/access/',
]

/**
 * The ways by which somebody's values get into fields. A route that writes says by which: here, or, for routes of plugins, in its
 * `config.writes`. What may not be written by one of them may be written by none.
 */
export const WRITING_CHANNELS = {
  'records.create': 'A new record',
  'records.update': 'A change of one record',
  'records.batch': 'Many records in one call',
  'records.restore': 'A record out of the recycle bin',
  'records.link': 'Links and their attributes',
  'records.merge': 'Values that survive a merge',
  'records.undo': 'Taking back a change set',
  'records.bulk': 'Mass work',
  import: 'Rows of a file',
  profile: 'What users change of their own record',
  deactivate: 'Records that get another owner when a user goes',
  demo: 'Sample data',
} as const
export type WritingChannel = keyof typeof WRITING_CHANNELS

/** `METHOD url` of the routes that write into fields. */
const WRITTEN_BY: Record<string, WritingChannel> = {
  'POST /api/records/:module': 'records.create',
  'PATCH /api/records/:module/:id': 'records.update',
  'POST /api/records/:module/batch': 'records.batch',
  'POST /api/records/:module/:id/restore': 'records.restore',
  'PUT /api/records/:module/:id/links/:link/:other': 'records.link',
  'POST /api/records/:module/merge': 'records.merge',
  'POST /api/change-sets/:id/undo': 'records.undo',
  'POST /api/bulk': 'records.bulk',
  'POST /api/imports/:id/run': 'import',
  'POST /api/imports/:id/undo': 'import',
  'PATCH /api/me/profile': 'profile',
  'POST /api/access/users/:id/deactivate': 'deactivate',
  'POST /api/demo': 'demo',
}

/** What routes begin with that write into no field of a record: questions, rights, accounts, and what users keep for themselves. */
const WRITES_NO_FIELD = [
  'POST /api/records/:module/query',
  'POST /api/records/:module/aggregate',
  'POST /api/records/:module/duplicates',
  'POST /api/records/:module/:id/related-counts',
  'POST /api/records/:module/:id/purge',
  'POST /api/bulk/dry-run',
  'POST /api/duplicates/',
  'POST /api/exports',
  'POST /api/audit/',
  'POST /api/files',
  'POST /api/imports',
  'PATCH /api/imports/',
  'PUT /api/records/:module/:id/follow',
  'PUT /api/records/:module/:id/shares/',
  'POST /api/notifications/',
  'PUT /api/notifications/',
  'POST /api/access/',
  'PUT /api/access/',
  'POST /api/session',
  'POST /api/password/',
  'POST /api/impersonation',
  'PUT /api/sign-in-settings',
  'POST /api/users/',
  'POST /api/me/',
  'PATCH /api/me',
  'POST /api/views',
  'PUT /api/views/',
  'PUT /api/preferences/',
  'PATCH /api/preferences/',
  'POST /api/import-mappings',
]

/** By which channel a route writes; null for one that writes into no field or deletes, undefined for one that says neither. */
export function writingChannelOf({ method, url, writes }: Pick<DeclaredRoute, 'method' | 'url' | 'writes'>): string | null | undefined {
  if (writes !== undefined) return writes
  const route = `${method} ${url}`
  if (Object.hasOwn(WRITTEN_BY, route)) return WRITTEN_BY[route]
  return method === 'DELETE' || method === 'GET' || WRITES_NO_FIELD.some((start) => route.startsWith(start)) ? null : undefined
}

/** By which channel a route reads; null for one that tells nothing of records, undefined for one that says neither. */
export function channelOf({ method, url, channel }: Pick<DeclaredRoute, 'method' | 'url' | 'channel'>): string | null | undefined {
  if (channel !== undefined) return channel
  const route = `${method} ${url}`
  const [best] = CHANNEL_OF.filter(([start]) => route.startsWith(start)).sort(([one], [other]) => other.length - one.length)
  if (best) return best[1]
  return TELLS_NOTHING.some((start) => url.startsWith(start)) ? null : undefined
}
