import type { FieldValue } from '../../contract/api.ts'
import type { NotificationKind } from '../../contract/collaboration.ts'
import type { ClaimedEntry } from '../../records/after-commit/outbox.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { findRecord } from '../../records/get.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { addNotifications, type NewNotification } from '../../storage/collaboration/notifications.ts'
import { findPrincipals } from '../../storage/collaboration/principals.ts'
import { findOwnersOf, principalKey } from '../../storage/sharing/principal-owners.ts'
import { followersOf } from '../followers.ts'
import type { CommentNotice, Notice, NoticePayload } from './notice.ts'
import { openRecipient, type Recipient } from './recipient.ts'

/** One piece of news about a record, before anybody is asked whether they want it. */
interface News {
  user: string
  kind: Exclude<NotificationKind, 'task'>
  module: string
  record: string
  params: Record<string, FieldValue>
}

/** More than so many of a kind in one go are told as one. */
const MOST_SINGLE = 3
/** The first of these that a user gets about a record is the one that is told. */
const WEIGHT: News['kind'][] = ['mention', 'assigned', 'comment', 'stage', 'changed']

/** Makes the notifications of one batch: for everybody it concerns but the one who did it, who wants to know and may see the record. */
export async function deliverNotices(ctx: RecordContext, entry: ClaimedEntry): Promise<void> {
  const payload = entry.payload as NoticePayload<Notice | CommentNotice>
  const all =
    payload.module === 'comments'
      ? await newsOfComments(ctx, payload as NoticePayload<CommentNotice>)
      : await newsOfRecords(ctx, payload as NoticePayload<Notice>)
  const byUser = Map.groupBy(
    all.filter(({ user }) => user !== payload.actor),
    ({ user }) => user,
  )
  const notifications: NewNotification[] = []
  for (const [user, news] of byUser) {
    const wanted = await wantedNews(ctx, user, news)
    const kinds = Map.groupBy(wanted, ({ kind, module }) => `${kind} ${module}`)
    notifications.push(...[...kinds.values()].flatMap((group) => told(ctx, payload, group)))
  }
  await addNotifications(ctx.database, notifications)
}

async function newsOfComments(ctx: RecordContext, { items }: NoticePayload<CommentNotice>): Promise<News[]> {
  const news: News[] = []
  for (const { id, action, about, mentions } of items) {
    const subject = { module: about.module, record: about.id, params: { comment: id } }
    news.push(...(await usersOf(ctx, mentions)).map((user): News => ({ user, kind: 'mention', ...subject })))
    if (action !== 'create') continue
    const owner = await ownerOf(ctx, about)
    const followers = (await followersOf(ctx, [{ id: about.id, owner }])).get(about.id) ?? []
    news.push(...followers.map((user): News => ({ user, kind: 'comment', ...subject })))
  }
  return news
}

async function newsOfRecords(ctx: RecordContext, { module, items }: NoticePayload<Notice>): Promise<News[]> {
  const owners = items.filter(({ assigned }) => assigned).flatMap(({ owner }) => owner ?? [])
  const members = await membersOf(ctx, owners)
  const changed = items.filter(({ action }) => action === 'update')
  const followers = await followersOf(
    ctx,
    changed.map(({ id, owner }) => ({ id, owner })),
  )
  return items.flatMap(({ id, owner, assigned, staged, stage }): News[] => {
    const field = ctx.model.modules[module]?.statusField
    const subject = { module, record: id, params: {} }
    const assignees = assigned && owner !== null ? (members.get(owner) ?? []) : []
    const news = (followers.get(id) ?? []).map((user): News => {
      return staged && field !== undefined ? { user, kind: 'stage', ...subject, params: { field, after: stage } } : { user, kind: 'changed', ...subject }
    })
    return [...assignees.map((user): News => ({ user, kind: 'assigned', ...subject })), ...news]
  })
}

/** What of the news a user wants and may see; about each comment, and each record, only what weighs most. */
async function wantedNews(ctx: RecordContext, user: string, news: News[]): Promise<News[]> {
  const recipient = await openRecipient(ctx, user)
  if (!recipient) return []
  const wanted = news.map((one) => withoutHidden(recipient, one)).filter(({ kind }) => recipient.preferences[kind])
  const first = [...Map.groupBy(wanted, ({ module, record, params }) => params.comment ?? `${module} ${record}`).values()].flatMap((about) =>
    WEIGHT.flatMap((kind) => about.find((one) => one.kind === kind) ?? []).slice(0, 1),
  )
  return asSeen(recipient, first)
}

/** Who may not read the status is not told that it is another one: for them something has changed. */
function withoutHidden({ canRead }: Recipient, news: News): News {
  const { field } = news.params
  return typeof field !== 'string' || canRead(news.module, field) ? news : { ...news, kind: 'changed', params: {} }
}

/**
 * The news as its reader may know it: news of a comment is for who may read the comment, and where the record that it is about is out
 * of sight it is told of the comment alone.
 */
async function asSeen(recipient: Recipient, news: News[]): Promise<News[]> {
  const subjects = news.flatMap((one) => [one, ...commentOf(one)])
  const visible = new Set<string>()
  for (const [module, about] of Map.groupBy(subjects, (one) => one.module)) {
    const ids = about.map(({ record }) => record)
    for (const id of await recipient.visible(module, ids)) visible.add(id)
  }
  return news.flatMap((one) => {
    const [comment] = commentOf(one)
    if (comment && !visible.has(comment.record)) return []
    if (visible.has(one.record)) return [one]
    return comment ? [comment] : []
  })
}

/** The same news, told of the comment that it comes from. */
function commentOf(news: News): News[] {
  const { comment } = news.params
  return typeof comment === 'string' ? [{ ...news, module: 'comments', record: comment }] : []
}

function told(ctx: RecordContext, payload: NoticePayload<Notice | CommentNotice>, news: News[]): NewNotification[] {
  const common = { at: ctx.clock.now(), actor: payload.actor, actorName: payload.actorName, changeSet: payload.changeSet }
  const one = ({ user, kind, module, record, params }: News): NewNotification => ({ ...common, userId: user, kind, module, record, count: 1, params })
  const [first] = news
  if (!first || news.length <= MOST_SINGLE) return news.map(one)
  return [{ ...one(first), record: null, count: news.length, params: {} }]
}

/** Users as they are, groups as their members: also those by a role, and of groups within. */
async function usersOf(ctx: RecordContext, principals: string[]): Promise<string[]> {
  const members = await membersOf(ctx, principals)
  return [...new Set(principals.flatMap((id) => members.get(id) ?? []))]
}

async function membersOf({ database }: RecordContext, principals: string[]): Promise<Map<string, string[]>> {
  const known = await findPrincipals(database, [...new Set(principals)])
  const asked = known.flatMap(({ id, kind }) => (kind === 'system' ? [] : [{ kind, id }]))
  const members = await findOwnersOf(database, asked)
  return new Map(asked.map((principal) => [principal.id, members.get(principalKey(principal)) ?? []]))
}

async function ownerOf(ctx: RecordContext, { module, id }: CommentNotice['about']): Promise<string | null> {
  if (!Object.hasOwn(ctx.model.modules, module)) return null
  const record = await findRecord(await openModuleCall(ctx, module, 'read'), { id, fields: ['owner'] })
  return typeof record?.values.owner === 'string' ? record.values.owner : null
}
