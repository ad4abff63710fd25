import type { TimelineItem } from '../../contract/collaboration.ts'
import type { ModuleCall } from '../../records/call/module-call.ts'
import { labelsOf } from '../../records/history/event-labels.ts'
import { readEvents } from '../../records/history/read-events.ts'
import { tellEvents } from '../../records/history/tell-events.ts'
import type { TimelineSource } from './timeline-source.ts'

/** The changes of a record, as its history tells them. */
export function changesSource(call: ModuleCall, record: string): TimelineSource {
  return async ({ before, limit }) => {
    const items: TimelineItem[] = []
    let place = before
    // What the actor may not read of is left out: read on until the page is full.
    for (let more = true; more && items.length < limit; ) {
      const rows = await readEvents(call.ctx, { module: call.module.key, record, before: place, limit })
      const last = rows.at(-1)
      more = rows.length === limit
      if (last) place = { at: last.at, id: last.id }
      const events = await labelsOf(call, tellEvents(call, rows))
      items.push(
        ...events.map(
          ({ id, at, changeSet, actor, origin, action, ...event }): TimelineItem => ({
            kind: 'change',
            id,
            at,
            changeSet,
            actor,
            origin,
            action,
            events: [{ id, at, changeSet, actor, origin, action, ...event }],
          }),
        ),
      )
    }
    return items.slice(0, limit)
  }
}
