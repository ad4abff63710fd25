import type { FastifyInstance } from 'fastify'
import { follow, listFollowers } from '../../collaboration/followers.ts'
import { suggestTags } from '../../collaboration/suggest-tags.ts'
import { loadTimeline } from '../../collaboration/timeline/load-timeline.ts'
import { TIMELINE_KINDS, type TimelineKind } from '../../contract/collaboration.ts'
import { contextOf } from '../call.ts'

interface RecordParams {
  module: string
  id: string
}

const user = { access: 'user' } as const

export const timelineQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    /** Some of change, comment, activity, mail, with commas between. */
    kinds: { type: 'string', pattern: `^(${TIMELINE_KINDS.join('|')})(,(${TIMELINE_KINDS.join('|')}))*$` },
    cursor: { type: 'string', maxLength: 4000 },
    limit: { type: 'integer', minimum: 1, maximum: 100 },
  },
} as const
export const tagsQuery = { type: 'object', additionalProperties: false, required: ['field'], properties: { field: { type: 'string', maxLength: 60 } } } as const

interface TimelineQueryString {
  kinds?: string
  cursor?: string
  limit?: number
}

/** The timeline of a record, who follows it, and the tags of a module. */
export function collaborationRoutes(server: FastifyInstance): void {
  server.get<{ Params: RecordParams; Querystring: TimelineQueryString }>(
    '/api/records/:module/:id/timeline',
    { config: user, schema: { querystring: timelineQuery } },
    (request) => {
      const { kinds, ...query } = request.query
      return loadTimeline(contextOf(request), { ...request.params, ...query, ...(kinds && { kinds: kinds.split(',') as TimelineKind[] }) })
    },
  )

  server.get<{ Params: { module: string }; Querystring: { field: string } }>(
    '/api/records/:module/tags',
    { config: user, schema: { querystring: tagsQuery } },
    async (request) => ({ tags: await suggestTags(contextOf(request), { ...request.params, ...request.query }) }),
  )

  server.get<{ Params: RecordParams }>('/api/records/:module/:id/followers', { config: user }, (request) => listFollowers(contextOf(request), request.params))

  server.put<{ Params: RecordParams }>('/api/records/:module/:id/follow', { config: user }, (request) =>
    follow(contextOf(request), { ...request.params, following: true }),
  )

  server.delete<{ Params: RecordParams }>('/api/records/:module/:id/follow', { config: user }, (request) =>
    follow(contextOf(request), { ...request.params, following: false }),
  )
}
