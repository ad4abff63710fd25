import type { FieldValue } from '../../contract/api.ts'
import { newId } from '../../kernel/uuid.ts'
import { addToOutbox } from '../../records/after-commit/outbox.ts'
import type { BatchItem, RecordBatch } from '../../records/hooks-batch.ts'
import { isFollowed } from '../../storage/collaboration/followers.ts'
import { type CommentNotice, type Notice, NOTICES } from './notice.ts'

/** Fields that change with every save: by themselves they are no news. */
const KEPT_BY_THE_ENGINE = new Set(['updated_at', 'updated_by'])

/**
 * Writes down, in the transaction of a save, what somebody else may want to know. Nothing is written for what concerns only the
 * one who does it, which is the usual save: one look at the followers is all it costs.
 */
export async function queueNotices(batch: RecordBatch): Promise<void> {
  const { ctx, module } = batch
  if (ctx.isQuiet) return
  if (module.key === 'comments') return queue(batch, batch.items.flatMap(commentNotice))
  if (module.system || ctx.origin === 'migration') return

  const notices = batch.items.flatMap((item) => noticeOf(batch, item))
  const concerned = notices.filter(({ owner, action, assigned }) => owner !== ctx.actor.userId && (assigned || action === 'update'))
  const others = notices.filter((notice) => notice.action === 'update' && !concerned.includes(notice))
  const followed = others.length > 0 && (await isFollowed(ctx.database, { records: others.map(({ id }) => id), except: ctx.actor.userId }))
  await queue(batch, followed ? [...concerned, ...others] : concerned)
}

async function queue({ ctx, module }: RecordBatch, items: (Notice | CommentNotice)[]): Promise<void> {
  if (items.length === 0) return
  const payload = { module: module.key, changeSet: ctx.changeSet, actor: ctx.actor.userId, actorName: ctx.actor.name, items }
  await addToOutbox(ctx, [{ kind: NOTICES, effectKey: `${NOTICES} ${newId()}`, payload }])
}

function noticeOf({ module: { statusField } }: RecordBatch, { id, action, before, values, changed }: BatchItem): Notice[] {
  if (![...changed].some((key) => !KEPT_BY_THE_ENGINE.has(key)) && action !== 'create') return []
  const owner = textOf(values.owner)
  const staged = action === 'update' && statusField !== undefined && changed.has(statusField)
  const assigned = owner !== null && textOf(before?.owner) !== owner
  return [{ id, action, owner, assigned, staged, stage: staged && statusField !== undefined ? (values[statusField] ?? null) : null }]
}

function commentNotice({ id, action, before, values }: BatchItem): CommentNotice[] {
  const about = values.related_to
  if (typeof about !== 'object' || about === null || Array.isArray(about)) return []
  const known = idsIn(before?.mentions)
  const mentions = idsIn(values.mentions).filter((mention) => !known.includes(mention))
  if (action !== 'create' && mentions.length === 0) return []
  return [{ id, action, about: { module: String(about.module), id: String(about.id) }, mentions }]
}

function idsIn(value: FieldValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}

function textOf(value: FieldValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
