import type { FastifyInstance } from 'fastify'
import { accessOf } from '../../access/access-of.ts'
import type { FieldValue } from '../../contract/api.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import type { FileStore } from '../../files/file-store.ts'
import { getRecord } from '../../records/get.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { createFile, findFile, type FileRow } from '../../storage/files.ts'
import { contextOf } from '../call.ts'

interface FileQuery {
  module?: string
  record?: string
  field?: string
}

const user = { access: 'user' } as const
const fileQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { module: { type: 'string', maxLength: 40 }, record: { type: 'string', maxLength: 36 }, field: { type: 'string', maxLength: 40 } },
} as const
const INLINE = /^image\/(png|jpeg|gif|webp|avif)$/

/** Upload of files, and their way back out: always as an attachment or a harmless picture, never as a page of ours. */
export function fileRoutes(server: FastifyInstance, store: FileStore): void {
  server.post('/api/files', { config: user }, async (request, reply) => {
    const part = await request.file()
    if (!part) throw invalid({ problems: [{ field: 'file', code: 'REQUIRED' }] })
    const stored = await store.write(part.file)
    if (part.file.truncated) {
      await store.remove(stored.key)
      throw invalid({ problems: [{ field: 'file', code: 'FILE_TOO_LARGE' }] })
    }
    const context = contextOf(request)
    const file = await createFile(context.database, {
      name: cleanName(part.filename),
      size: stored.size,
      type: part.mimetype,
      hash: stored.hash,
      storageKey: stored.key,
      createdBy: context.actor.userId,
    })
    reply.code(201)
    return { file }
  })

  server.get<{ Params: { id: string }; Querystring: FileQuery }>(
    '/api/files/:id',
    { config: user, schema: { querystring: fileQuery } },
    async (request, reply) => {
      const context = contextOf(request)
      const file = isId(request.params.id) ? await findFile(context.database, request.params.id) : null
      if (!file || !(await mayRead(context, file, request.query))) throw notFound()
      const disposition = INLINE.test(file.type) ? 'inline' : 'attachment'
      return reply
        .type(INLINE.test(file.type) ? file.type : 'application/octet-stream')
        .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-length', String(file.size))
        .header('cache-control', 'private, max-age=3600')
        .send(store.read(file.storageKey))
    },
  )
}

/** A file is as visible as the field of the record that holds it; one that no record holds yet belongs to who sent it. */
async function mayRead(context: RecordContext, file: FileRow, query: FileQuery): Promise<boolean> {
  const { module, record, field } = query
  if (!module || !record || !field) return !file.attached && file.createdBy === context.actor.userId
  if (!(await accessOf(context)).canRead(module, field)) return false
  const { values } = await getRecord(context, { module, id: record, fields: [field] })
  return holds(values[field] ?? null, file.id)
}

function holds(value: FieldValue, id: string): boolean {
  if (value === id) return true
  if (Array.isArray(value)) return value.some((part) => holds(part, id))
  return typeof value === 'object' && value !== null && value.id === id
}

function cleanName(name: string): string {
  return (
    name
      .normalize('NFC')
      .replace(/[\p{Cc}\\/]/gu, '')
      .slice(-200)
      .toWellFormed() || 'file'
  )
}
