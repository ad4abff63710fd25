import { sql } from 'kysely'
import type { Problem } from '../../../contract/api.ts'
import type { FieldModel } from '../../../contract/model.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { referredIn } from '../referred-records.ts'
import type { SaveItem } from '../save-request.ts'

interface FileRow {
  id: string
  type: string
  /** bigint */
  size: string
  own: boolean
}

/**
 * A file that is put into a record must be there, be of a kind and size that the field takes, and have been uploaded by the
 * actor and not yet used: an id of somebody else's file opens nothing. What stood there already stays allowed.
 */
export async function checkFiles(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const fields = call.shape.fields.map(({ field }) => field).filter(({ type }) => type === 'file' || type === 'files' || type === 'image')
  const added = items.flatMap((item) => fields.filter(({ key }) => item.changed.has(key)).map((field) => ({ item, field, ids: addedTo(field, item) })))
  const ids = added.flatMap((one) => one.ids)
  if (ids.length === 0) return

  const files = await loadFiles(call, ids)
  for (const { item, field, ids: mine } of added) {
    const problem = mine.map((id) => problemOf(field, files.get(id))).find((found) => found !== null)
    if (problem) item.problems.push(problem)
  }
}

function addedTo(field: FieldModel, item: SaveItem): string[] {
  const before = new Set(referredIn(field, item.before?.[field.key] ?? null).map(({ id }) => id))
  return referredIn(field, item.values[field.key] ?? null)
    .map(({ id }) => id)
    .filter((id) => !before.has(id))
}

async function loadFiles({ ctx: { actor, database } }: ModuleCall, ids: string[]): Promise<Map<string, FileRow>> {
  const own = actor.kind === 'system' ? sql`true` : sql`(f.created_by = ${actor.userId}::uuid and not f.attached)`
  const rows = await database.query<FileRow>(sql<FileRow>`select f.id, f.type, f.size, ${own} as own from app.file f where f.id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

function problemOf(field: FieldModel, file: FileRow | undefined): Problem | null {
  if (!file?.own) return { field: field.key, code: 'NOT_FOUND' }
  if (field.maxSize !== undefined && Number(file.size) > field.maxSize) return { field: field.key, code: 'FILE_TOO_LARGE', params: { max: field.maxSize } }
  const isAccepted = !field.accept || field.accept.some((kind) => kind === file.type || (kind.endsWith('/*') && file.type.startsWith(kind.slice(0, -1))))
  return isAccepted ? null : { field: field.key, code: 'FILE_TYPE', params: { accepted: field.accept ?? [] } }
}
