import type { TimelineItem } from '../../contract/collaboration.ts'
import type { EventPlace } from '../../records/history/event-place.ts'

/** Reads items of one kind behind a place, the newest first; at most `limit`. */
export type TimelineSource = (wanted: { before: EventPlace | null; limit: number }) => Promise<TimelineItem[]>

/** Whether an item stands behind another in the order of the timeline: older, or of the same moment with a lower id. */
export function isBehind(item: Pick<TimelineItem, 'at' | 'id'>, other: Pick<TimelineItem, 'at' | 'id'>): boolean {
  return item.at < other.at || (item.at === other.at && item.id < other.id)
}
