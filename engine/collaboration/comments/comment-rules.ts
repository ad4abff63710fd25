import type { FieldValue } from '../../contract/api.ts'
import { mentionedIds } from '../../contract/mentions.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { findByIds } from '../../records/get.ts'
import { setValue, type RecordBatch } from '../../records/hooks-batch.ts'
import { sameValue } from '../../records/save/same-value.ts'
import { followUnlessChosen } from '../../storage/collaboration/followers.ts'
import { findPrincipals } from '../../storage/collaboration/principals.ts'
import { loadNotificationPreferences } from '../preferences.ts'

/** Keeps who is mentioned beside the text: only users and groups that there are. */
export async function keepMentions({ ctx, items }: RecordBatch): Promise<void> {
  const marked = new Map(items.map((item) => [item, typeof item.values.text === 'string' ? mentionedIds(item.values.text) : []]))
  const known = await findPrincipals(ctx.database, [...new Set([...marked.values()].flat())])
  const mentionable = new Set(known.filter(({ kind, active }) => active && kind !== 'system').map(({ id }) => id))
  for (const [item, ids] of marked) {
    const mentions = ids.filter((id) => mentionable.has(id))
    setValue(item, 'mentions', mentions.length > 0 ? mentions : null)
  }
}

/** When somebody changed what was said: a comment that was only pinned is not an edited one. */
export async function keepEdits({ ctx, items }: RecordBatch): Promise<void> {
  for (const item of items) {
    const { action, before, values } = item
    const isSame = (key: string) => sameValue(values[key] ?? null, before?.[key] ?? null)
    if (action === 'update' && !(isSame('text') && isSame('attachments'))) setValue(item, 'edited_at', ctx.clock.now().toISOString())
  }
}

/** Threads have one level: an answer to an answer stands under the first comment, and is about the same record. */
export async function keepThreads({ ctx, items }: RecordBatch): Promise<void> {
  const answers = items.filter((item) => item.action === 'create' && typeof item.values.parent === 'string')
  if (answers.length === 0) return
  const call = await openModuleCall(ctx, 'comments', 'read')
  const parents = await findByIds(call, { ids: [...new Set(answers.map((item) => String(item.values.parent)))], fields: ['parent', 'related_to'] })
  const byId = new Map(parents.map((parent) => [parent.id, parent.values]))
  for (const item of answers) {
    const parent = byId.get(String(item.values.parent))
    if (!parent) continue
    if (parent.parent) setValue(item, 'parent', parent.parent)
    if (!sameValue(item.values.related_to, parent.related_to ?? null)) setValue(item, 'related_to', parent.related_to ?? null)
  }
}

/** Names of now for the ids that are kept. */
export async function nameMentions({ ctx, items }: RecordBatch): Promise<void> {
  const mentioned = items.filter(({ values }) => Array.isArray(values.mentions))
  const names = new Map(
    (
      await findPrincipals(
        ctx.database,
        mentioned.flatMap(({ values }) => idsOf(values.mentions)),
      )
    ).map(({ id, label }) => [id, label]),
  )
  for (const { values } of mentioned) values.mentions = idsOf(values.mentions).flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? '' }] : []))
}

/** Who says something about a record follows it from then on, unless they chose otherwise. */
export async function followCommented({ ctx, items }: RecordBatch): Promise<void> {
  const { actor, clock, database } = ctx
  const made = items.filter((item) => item.action === 'create')
  if (actor.userId === null || made.length === 0 || !(await loadNotificationPreferences(database, actor.userId)).followCommented) return
  for (const { values } of made) {
    const about = values.related_to
    if (typeof about !== 'object' || about === null || Array.isArray(about)) continue
    await followUnlessChosen(database, { record: String(about.id), module: String(about.module), userId: actor.userId, at: clock.now() })
  }
}

function idsOf(value: FieldValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}
