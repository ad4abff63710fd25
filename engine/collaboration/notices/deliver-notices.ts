import type { ClaimedEntry } from '../../records/after-commit/outbox.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { addNotifications, type NewNotification } from '../../storage/collaboration/notifications.ts'
import { type AnyPayload, findNews, type News } from './find-news.ts'
import { openRecipient, type Recipient } from './recipient.ts'

/** More than so many of a kind in one go are told as one. */
const MOST_SINGLE = 3
/** The first of these that a user gets about a record is the one that is told. */
const WEIGHT: News['kind'][] = ['mention', 'assigned', 'comment', 'stage', 'changed']

/**
 * Works out the notifications of some batches, together: for everybody whom they concern but the one who did it, who wants to know and may
 * see the record. Gives what is to be written for each.
 */
export async function prepareNotices(ctx: RecordContext, entries: ClaimedEntry[]): Promise<(entry: ClaimedEntry) => (inside: RecordContext) => Promise<void>> {
  const news = await findNews(
    ctx,
    entries.map(({ payload }) => payload as AnyPayload),
  )
  const notifications = new Map<AnyPayload, NewNotification[]>()
  for (const [user, ofUser] of Map.groupBy(news, (one) => one.user)) {
    const wanted = await wantedNews(ctx, user, ofUser)
    for (const [payload, batch] of Map.groupBy(wanted, (one) => one.payload)) {
      const kinds = Map.groupBy(batch, ({ kind, module }) => `${kind} ${module}`)
      const toldBefore = notifications.get(payload) ?? []
      notifications.set(payload, [...toldBefore, ...[...kinds.values()].flatMap((group) => told(ctx, payload, group))])
    }
  }
  return ({ payload }) =>
    ({ database }) =>
      addNotifications(database, notifications.get(payload as AnyPayload) ?? [])
}

/** What of the news a user wants and may see; of what one batch did to a comment, and to a record, only what weighs most. */
async function wantedNews(ctx: RecordContext, user: string, news: News[]): Promise<News[]> {
  const recipient = await openRecipient(ctx, user)
  if (!recipient) return []
  const wanted = news.map((one) => withoutHidden(recipient, one)).filter(({ kind }) => recipient.preferences[kind])
  return asSeen(recipient, [...Map.groupBy(wanted, ({ payload }) => payload).values()].flatMap(heaviest))
}

function heaviest(batch: News[]): News[] {
  return [...Map.groupBy(batch, ({ module, record, params }) => params.comment ?? `${module} ${record}`).values()].flatMap((about) =>
    WEIGHT.flatMap((kind) => about.find((one) => one.kind === kind) ?? []).slice(0, 1),
  )
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
    const ids = [...new Set(about.map(({ record }) => record))]
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

function told(ctx: RecordContext, payload: AnyPayload, news: News[]): NewNotification[] {
  const common = { at: ctx.clock.now(), actor: payload.actor, actorName: payload.actorName, changeSet: payload.changeSet }
  const one = ({ user, kind, module, record, params }: News): NewNotification => ({ ...common, userId: user, kind, module, record, count: 1, params })
  const [first] = news
  if (!first || news.length <= MOST_SINGLE) return news.map(one)
  return [{ ...one(first), record: null, count: news.length, params: {} }]
}
