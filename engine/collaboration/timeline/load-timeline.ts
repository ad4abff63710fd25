import { TIMELINE_KINDS, type TimelineItem, type TimelineKind, type TimelinePage } from '../../contract/collaboration.ts'
import { notFound } from '../../kernel/errors.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { findRecord } from '../../records/get.ts'
import { decodePlace, encodePlace } from '../../records/history/event-place.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { changesSource } from './changes-source.ts'
import { recordSources } from './record-sources.ts'
import { isBehind, type TimelineSource } from './timeline-source.ts'

export interface TimelineInput {
  module: string
  id: string
  /** All of them if absent. */
  kinds?: readonly TimelineKind[]
  cursor?: string
  /** 1 to 100, 30 if absent. */
  limit?: number
}

const USUAL_PAGE = 30

/**
 * What happened to a record and around it, the newest first: its changes, comments, activities and mails, each with the rights of
 * its own module. What one action changed is one item. Throws NOT_FOUND for a record that is not the actor's to see.
 */
export async function loadTimeline(
  ctx: RecordContext,
  { module, id, kinds = TIMELINE_KINDS, cursor, limit = USUAL_PAGE }: TimelineInput,
): Promise<TimelinePage> {
  const call = await openModuleCall(ctx, module, 'read')
  const record = await findRecord(call, { id, fields: [], in: 'both' })
  if (!record) throw notFound()

  const before = cursor === undefined ? null : decodePlace(cursor)
  const sources: TimelineSource[] = [...(kinds.includes('change') ? [changesSource(call, id)] : []), ...recordSources(call, { id, kinds })]
  const read = await Promise.all(sources.map((source) => source({ before, limit: limit + 1 })))
  // A record may belong in more than one way.
  const items = [...new Map(read.flat().map((item) => [item.id, item])).values()].sort((a, b) => (isBehind(a, b) ? 1 : -1))
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return { items: together(page), next: items.length > limit && last ? encodePlace({ at: new Date(last.at), id: last.id }) : null }
}

/** Neighbouring changes of one change set are one item; the oldest of them stands for it, so that the next page begins behind all. */
function together(items: TimelineItem[]): TimelineItem[] {
  const joined: TimelineItem[] = []
  for (const item of items) {
    const last = joined.at(-1)
    if (item.kind !== 'change' || last?.kind !== 'change' || last.changeSet !== item.changeSet) joined.push(item)
    else joined[joined.length - 1] = { ...item, action: last.action === 'create' ? 'create' : item.action, events: [...item.events, ...last.events] }
  }
  return joined
}
