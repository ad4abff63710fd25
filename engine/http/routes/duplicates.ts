import type { FastifyInstance } from 'fastify'
import type { Values } from '../../contract/api.ts'
import type { MergePart } from '../../records/merge/merge-request.ts'
import { mergeRecords } from '../../records/merge/merge-records.ts'
import { contextOf } from '../call.ts'
import { mergeBody } from './record-schemas.ts'

interface ModuleParams {
  module: string
}

/** Making one record of several. */
export function duplicateRoutes(server: FastifyInstance): void {
  server.post<{ Params: ModuleParams; Body: { survivor: MergePart; others: MergePart[]; values: Values } }>(
    '/api/records/:module/merge',
    { config: { access: 'user', checksText: true }, schema: { body: mergeBody } },
    (request) => mergeRecords(contextOf(request), { ...request.body, module: request.params.module }),
  )
}
