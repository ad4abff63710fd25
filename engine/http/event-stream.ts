import type { LiveEvent } from '../contract/api.ts'

/** More events than this wait only for a client that does not read. */
const MOST_WAITING = 1_000

export interface EventStreamParts {
  /** The events that the subscriber may know of now, cut to what they may see; null: not signed in any more. */
  visible(events: LiveEvent[]): Promise<LiveEvent[] | null>
  send(event: LiveEvent): Promise<void>
  /** Ends the stream; the client comes back and fetches anew what it shows. */
  close(): void
  onError(error: unknown): void
}

/**
 * Takes live events for one subscriber and passes them on one after another, in their order. What comes while others are being
 * checked is checked together. An event that cannot be delivered ends the stream, for the client must not go on as if nothing was missed.
 */
export function createEventStream({ visible, send, close, onError }: EventStreamParts): (event: LiveEvent) => void {
  let waiting: LiveEvent[] = []
  let isBusy = false

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const events = await visible(waiting.splice(0))
      if (events === null) return close()
      for (const event of events) await send(event)
    }
  }
  return (event) => {
    waiting = merged(waiting, event)
    if (waiting.length > MOST_WAITING) return close()
    if (isBusy) return
    isBusy = true
    drain()
      .catch((error: unknown) => {
        onError(error)
        close()
      })
      .finally(() => {
        isBusy = false
      })
  }
}

/** What one action did in a module is one event. */
function merged(waiting: LiveEvent[], event: LiveEvent): LiveEvent[] {
  if (event.type !== 'records') return [...waiting, event]
  const twin = waiting.find((other) => other.type === 'records' && other.module === event.module && other.changeSet === event.changeSet)
  if (!twin || twin.type !== 'records') return [...waiting, event]
  return waiting.map((other) => (other === twin ? { ...twin, ids: [...new Set([...twin.ids, ...event.ids])] } : other))
}
