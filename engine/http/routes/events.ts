import type { FastifyInstance } from 'fastify'
import type { LiveEvent } from '../../contract/api.ts'
import { findVisibleIds } from '../../records/find-visible-ids.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { contextOf, identityOf, openCall } from '../call.ts'
import { identify } from '../identify.ts'
import type { LiveEvents } from '../live-events.ts'
import type { Runtime } from '../runtime.ts'

/** The stream of live events. Each event is checked against the rights that the subscriber has when it happens. */
export function eventRoutes(server: FastifyInstance, runtime: Runtime, live: LiveEvents): void {
  server.get('/api/events', { config: { access: 'user' }, sse: 'only' }, async (request, reply) => {
    const { model } = contextOf(request)
    const userId = identityOf(request).userId

    const unsubscribe = live.subscribe(async (event) => {
      try {
        const identity = await identify(runtime, request)
        if (!identity) return reply.sse.close()
        const visible = await visiblePart(await openCall(runtime, identity), event, userId)
        if (visible) await reply.sse.send({ event: visible.type, data: visible })
      } catch (error) {
        runtime.log.warn({ err: error }, 'A live event could not be delivered')
      }
    })
    reply.sse.keepAlive()
    reply.sse.onClose(unsubscribe)
    await reply.sse.send({ event: 'hello', data: { version: model.version } })
  })
}

/** The part of an event that the actor may know of; null when that is nothing. */
async function visiblePart(context: RecordContext, event: LiveEvent, userId: string): Promise<LiveEvent | null> {
  if (event.type === 'metadata') return event
  if (event.type === 'task') return event.task.actor === userId ? event : null
  const ids = await findVisibleIds(context, { module: event.module, ids: event.ids })
  return ids.length > 0 ? { ...event, ids } : null
}
