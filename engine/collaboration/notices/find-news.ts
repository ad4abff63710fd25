import type { FieldValue } from '../../contract/api.ts'
import type { NotificationKind } from '../../contract/collaboration.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { findRecord } from '../../records/get.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { findPrincipals } from '../../storage/collaboration/principals.ts'
import { findOwnersOf, principalKey } from '../../storage/sharing/principal-owners.ts'
import { followersOf } from '../followers.ts'
import type { CommentNotice, Notice, NoticePayload } from './notice.ts'

export type AnyPayload = NoticePayload<Notice | CommentNotice>

/** One piece of news about a record, before anybody is asked whether they want it. */
export interface News {
  /** The batch that it comes from. */
  payload: AnyPayload
  user: string
  kind: Exclude<NotificationKind, 'task'>
  module: string
  record: string
  params: Record<string, FieldValue>
}

/** What some batches are to others than the one who did each. */
export async function findNews(ctx: RecordContext, payloads: AnyPayload[]): Promise<News[]> {
  const isOfComments = ({ module }: AnyPayload): boolean => module === 'comments'
  const ofComments = await newsOfComments(ctx, payloads.filter(isOfComments) as Batch<CommentNotice>[])
  const ofRecords = await newsOfRecords(ctx, payloads.filter((payload) => !isOfComments(payload)) as Batch<Notice>[])
  return [...ofComments, ...ofRecords].filter(({ user, payload }) => user !== payload.actor)
}

type Batch<N extends Notice | CommentNotice> = NoticePayload<N> & AnyPayload

async function newsOfComments(ctx: RecordContext, payloads: Batch<CommentNotice>[]): Promise<News[]> {
  const news: News[] = []
  for (const { payload, item } of payloads.flatMap(itemsOf)) {
    const { id, action, about, mentions } = item
    const subject = { payload, module: about.module, record: about.id, params: { comment: id } }
    news.push(...(await usersOf(ctx, mentions)).map((user): News => ({ user, kind: 'mention', ...subject })))
    if (action !== 'create') continue
    const owner = await ownerOf(ctx, about)
    const followers = (await followersOf(ctx, [{ id: about.id, owner }])).get(about.id) ?? []
    news.push(...followers.map((user): News => ({ user, kind: 'comment', ...subject })))
  }
  return news
}

async function newsOfRecords(ctx: RecordContext, payloads: Batch<Notice>[]): Promise<News[]> {
  const all = payloads.flatMap(itemsOf)
  const owners = all.filter(({ item }) => item.assigned).flatMap(({ item }) => item.owner ?? [])
  const members = await membersOf(ctx, owners)
  const changed = all.filter(({ item }) => item.action === 'update')
  const followers = await followersOf(
    ctx,
    changed.map(({ item: { id, owner } }) => ({ id, owner })),
  )
  return all.flatMap(({ payload, item }) => newsOfRecord(ctx, { payload, item, members, followers: followers.get(item.id) ?? [] }))
}

interface RecordNews {
  payload: Batch<Notice>
  item: Notice
  members: Map<string, string[]>
  followers: string[]
}

function newsOfRecord(ctx: RecordContext, { payload, item, members, followers }: RecordNews): News[] {
  const { id, action, owner, assigned, staged, stage } = item
  const field = ctx.model.modules[payload.module]?.statusField
  const subject = { payload, module: payload.module, record: id, params: {} }
  const assignees = assigned && owner !== null ? (members.get(owner) ?? []) : []
  const told = action === 'update' ? followers : []
  return [
    ...assignees.map((user): News => ({ user, kind: 'assigned', ...subject })),
    ...told.map(
      (user): News =>
        staged && field !== undefined ? { user, kind: 'stage', ...subject, params: { field, after: stage } } : { user, kind: 'changed', ...subject },
    ),
  ]
}

function itemsOf<N extends Notice | CommentNotice>(payload: Batch<N>): { payload: Batch<N>; item: N }[] {
  return payload.items.map((item) => ({ payload, item }))
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
