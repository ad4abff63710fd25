import { accessOf } from '../../access/access-of.ts'
import type { Access } from '../../access/compile-access.ts'
import type { FieldValue } from '../../contract/api.ts'
import type { NotificationInfo, NotificationPage, UnreadCount } from '../../contract/collaboration.ts'
import { labelIn } from '../../contract/label.ts'
import { plainText } from '../../contract/mentions.ts'
import { createFieldContext } from '../../fields/field-context.ts'
import { forbidden } from '../../kernel/errors.ts'
import { moduleCallOf } from '../../records/call/module-call.ts'
import { findByIds } from '../../records/get.ts'
import { decodePlace, encodePlace } from '../../records/history/event-place.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { type NotificationPlace, type NotificationRow, readNotifications } from '../../storage/collaboration/notifications.ts'

export interface NotificationQuery {
  cursor?: string
  /** 1 to 100, 30 if absent. */
  limit?: number
  unread?: boolean
}

const USUAL_PAGE = 30
const LONGEST_TEXT = 300
/** So many unread ones are looked at to count those that may be seen. */
const COUNTED = 200
const MOST_UNREAD = 99

/** What the actor was told, the newest first: only what they may still see. */
export async function listNotifications(ctx: RecordContext, { cursor, limit = USUAL_PAGE, unread = false }: NotificationQuery): Promise<NotificationPage> {
  const userId = userOf(ctx)
  const reader = await openReader(ctx)
  const notifications: NotificationInfo[] = []
  let before: NotificationPlace | null = cursor === undefined ? null : decodePlace(cursor)
  let more = true
  while (more && notifications.length < limit) {
    const wanted = limit - notifications.length
    const rows = await readNotifications(ctx.database, { userId, before, unread, limit: wanted + 1 })
    more = rows.length > wanted
    const page = rows.slice(0, wanted)
    before = page.at(-1) ?? before
    notifications.push(...(await reader.tell(page)))
  }
  return { notifications, next: more && before ? encodePlace(before) : null, unread: await countUnread(ctx) }
}

/** How many unread notifications the actor has of what they may still see. */
export async function countUnread(ctx: RecordContext): Promise<UnreadCount> {
  const rows = await readNotifications(ctx.database, { userId: userOf(ctx), before: null, unread: true, limit: COUNTED })
  const told = await (await openReader(ctx)).tell(rows)
  return { value: Math.min(told.length, MOST_UNREAD), exact: told.length <= MOST_UNREAD && rows.length < COUNTED }
}

function userOf({ actor }: RecordContext): string {
  if (actor.userId === null) throw forbidden()
  return actor.userId
}

interface Known {
  records: Map<string, string>
  comments: Map<string, string>
}

/** Tells rows in words, with the rights of the actor; what they may not see is left out. */
async function openReader(ctx: RecordContext): Promise<{ tell(rows: NotificationRow[]): Promise<NotificationInfo[]> }> {
  const access = await accessOf(ctx)
  return {
    async tell(rows) {
      const known = await knownTo(ctx, access, rows)
      return rows.flatMap((row) => tellOne({ ctx, access, known }, row))
    },
  }
}

async function knownTo(ctx: RecordContext, access: Access, rows: NotificationRow[]): Promise<Known> {
  const records = new Map<string, string>()
  for (const [key, group] of Map.groupBy(rows, ({ module }) => module ?? '')) {
    const ids = group.flatMap(({ record }) => record ?? [])
    const name = ctx.model.modules[key]?.nameField
    for (const [id, values] of await valuesOf(ctx, access, { module: key, ids, fields: name === undefined ? [] : [name] })) {
      records.set(id, String(values[name ?? ''] ?? ''))
    }
  }
  const comments = new Map<string, string>()
  const ids = rows.flatMap(({ params }) => (typeof params.comment === 'string' ? [params.comment] : []))
  for (const [id, values] of await valuesOf(ctx, access, { module: 'comments', ids, fields: ['text', 'mentions'] })) {
    comments.set(id, plainText(String(values.text ?? ''), namesOf(values.mentions)).slice(0, LONGEST_TEXT))
  }
  return { records, comments }
}

async function valuesOf(ctx: RecordContext, access: Access, { module: key, ids, fields }: { module: string; ids: string[]; fields: string[] }) {
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module || ids.length === 0 || !access.allows(key, 'read')) return []
  const readable = fields.filter((field) => access.canRead(key, field))
  const found = await findByIds(moduleCallOf(ctx, { access, module }), { ids: [...new Set(ids)], fields: readable })
  return found.map(({ id, values }) => [id, values] as const)
}

function namesOf(mentions: FieldValue | undefined): Map<string, string> {
  const list = Array.isArray(mentions) ? mentions : []
  return new Map(list.flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? [[String(one.id), String(one.name)] as const] : [])))
}

function tellOne(reader: { ctx: RecordContext; access: Access; known: Known }, row: NotificationRow): NotificationInfo[] {
  if (isHidden(reader, row)) return []
  const { id, kind, at, readAt, module, record, count, changeSet } = row
  return [
    {
      id,
      kind,
      module,
      count,
      changeSet,
      at: at.toISOString(),
      readAt: readAt?.toISOString() ?? null,
      actor: row.actor === null ? null : { id: row.actor, name: row.actorName ?? '' },
      // The text of a comment is told beside it: it is not its name as well.
      record: record === null ? null : { id: record, label: record === row.params.comment ? '' : (reader.known.records.get(record) ?? '') },
      ...commentIn(reader.known, row),
      ...changeIn(reader.ctx, reader.access, row),
      ...taskIn(row),
    },
  ]
}

function isHidden({ access, known }: { access: Access; known: Known }, { record, module, params }: NotificationRow): boolean {
  if (module !== null && !access.allows(module, 'read')) return true
  if (record !== null && !known.records.has(record)) return true
  return typeof params.comment === 'string' && !known.comments.has(params.comment)
}

function commentIn({ comments }: Known, { params: { comment } }: NotificationRow): Pick<NotificationInfo, 'comment'> {
  return typeof comment === 'string' ? { comment: { id: comment, text: comments.get(comment) ?? '' } } : {}
}

function changeIn(ctx: RecordContext, access: Access, { module, params }: NotificationRow): Pick<NotificationInfo, 'change'> {
  const field = module === null ? undefined : ctx.model.modules[module]?.fields.find(({ key }) => key === params.field)
  if (!field || module === null || !access.canRead(module, field.key)) return {}
  const after = params.after ?? null
  const { picklistValues } = createFieldContext(ctx.model, { ...ctx.actor, now: ctx.clock.now() })
  const option = picklistValues(field).find(({ key }) => key === after)
  return { change: { field: field.key, after, ...(option && { afterLabel: labelIn(option.label, ctx.actor.locale) }) } }
}

function taskIn({ kind, params }: NotificationRow): Pick<NotificationInfo, 'task'> {
  const { state } = params
  if (kind !== 'task' || (state !== 'done' && state !== 'failed' && state !== 'cancelled')) return {}
  return { task: { id: String(params.task), kind: String(params.kind), state } }
}
