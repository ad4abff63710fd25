import type { FastifyInstance } from 'fastify'
import type { ImportInfo, ImportMapping, ImportOptions, ImportRow } from '../../contract/import.ts'
import type { FileStore } from '../../files/file-store.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { listImports, listSavedMappings, loadRows, removeMapping, saveMapping } from '../../storage/imports.ts'
import { cancelImport, changeImport, infoOf, openImport, startImportTask, storedImport } from '../../transfer/import/manage-imports.ts'
import { writeErrorRows } from '../../transfer/import/write-error-rows.ts'
import { contextOf, identityOf } from '../call.ts'
import { errorRowsQuery, importPatchBody, saveMappingBody } from './import-schemas.ts'

interface ById {
  id: string
}
interface ImportPatchBody {
  mapping?: ImportMapping[]
  options?: ImportOptions
  format?: ImportInfo['format']
}

const user = { access: 'user' } as const
const moduleQuery = { type: 'object', additionalProperties: false, required: ['module'], properties: { module: { type: 'string', maxLength: 40 } } } as const

/** Imports: the file, its mapping, dry run, run, cancel and undo. */
export function importRoutes(server: FastifyInstance, store: FileStore): void {
  server.post<{ Querystring: { module: string } }>('/api/imports', { config: user, schema: { querystring: moduleQuery } }, async (request, reply) => {
    const part = await request.file()
    if (!part) throw invalid({ problems: [{ field: 'file', code: 'REQUIRED' }] })
    const info = await openImport(contextOf(request), store, { module: request.query.module, fileName: part.filename, content: part.file })
    reply.code(201)
    return info
  })

  server.get('/api/imports', { config: user }, async (request) => {
    const stored = await listImports(contextOf(request).database, identityOf(request).userId)
    return {
      imports: stored.map(({ id, module, fileName, state, rows, createdAt, changeSet }) => ({ id, module, fileName, state, rows, createdAt, changeSet })),
    }
  })

  server.get<{ Params: ById }>('/api/imports/:id', { config: user }, (request) => infoOf(contextOf(request), request.params.id))

  server.patch<{ Params: ById; Body: ImportPatchBody }>('/api/imports/:id', { config: user, schema: { body: importPatchBody } }, (request) =>
    changeImport(contextOf(request), store, { ...request.body, id: request.params.id }),
  )

  for (const [path, kind] of [
    ['dry-run', 'import-check'],
    ['run', 'import'],
    ['undo', 'import-undo'],
  ] as const) {
    server.post<{ Params: ById }>(`/api/imports/:id/${path}`, { config: user }, async (request, reply) => {
      const task = await startImportTask(contextOf(request), { id: request.params.id, kind })
      reply.code(202)
      return { task }
    })
  }

  server.post<{ Params: ById }>('/api/imports/:id/cancel', { config: user }, async (request, reply) => {
    await cancelImport(contextOf(request), request.params.id)
    reply.code(202)
    return { cancelRequested: true }
  })

  errorRoutes(server)
  mappingRoutes(server)
}

/** The rows that could not be imported: as a file to correct and send again, and as data. */
function errorRoutes(server: FastifyInstance): void {
  server.get<{ Params: ById }>('/api/imports/:id/errors', { config: user }, async (request, reply) => {
    const context = contextOf(request)
    const stored = await storedImport(context, request.params.id)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`errors ${stored.fileName.replace(/\.\w+$/, '')}.csv`)}`)
      .send(writeErrorRows(context, stored))
  })

  server.get<{ Params: ById; Querystring: { after?: number; limit?: number } }>(
    '/api/imports/:id/error-rows',
    { config: user, schema: { querystring: errorRowsQuery } },
    async (request) => {
      const context = contextOf(request)
      const { id } = await storedImport(context, request.params.id)
      const { after = 0, limit = 50 } = request.query
      const rows = await loadRows(context.database, { id, after, limit, state: 'error' })
      return { rows: rows.map(({ number, cells, problems }): ImportRow => ({ row: number, cells, problems: problems ?? [] })) }
    },
  )
}

/** Mappings that a user keeps under a name. */
function mappingRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: { module: string } }>('/api/import-mappings', { config: user, schema: { querystring: moduleQuery } }, async (request) => ({
    mappings: await listSavedMappings(contextOf(request).database, { actor: identityOf(request).userId, module: request.query.module }),
  }))

  server.post<{ Body: { module: string; name: string; headers: string[]; mapping: ImportMapping[]; options: ImportOptions } }>(
    '/api/import-mappings',
    { config: user, schema: { body: saveMappingBody } },
    async (request, reply) => {
      await saveMapping(contextOf(request).database, { ...request.body, actor: identityOf(request).userId })
      reply.code(204)
    },
  )

  server.delete<{ Params: ById }>('/api/import-mappings/:id', { config: user }, async (request, reply) => {
    const { id } = request.params
    if (!isId(id) || !(await removeMapping(contextOf(request).database, { id, actor: identityOf(request).userId }))) throw notFound()
    reply.code(204)
  })
}
