import type { FastifyInstance } from 'fastify'
import { follow, listFollowers } from '../../collaboration/followers.ts'
import { contextOf } from '../call.ts'

interface RecordParams {
  module: string
  id: string
}

const user = { access: 'user' } as const

/** Who follows a record. */
export function collaborationRoutes(server: FastifyInstance): void {
  server.get<{ Params: RecordParams }>('/api/records/:module/:id/followers', { config: user }, (request) => listFollowers(contextOf(request), request.params))

  server.put<{ Params: RecordParams }>('/api/records/:module/:id/follow', { config: user }, (request) =>
    follow(contextOf(request), { ...request.params, following: true }),
  )

  server.delete<{ Params: RecordParams }>('/api/records/:module/:id/follow', { config: user }, (request) =>
    follow(contextOf(request), { ...request.params, following: false }),
  )
}
