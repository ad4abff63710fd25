import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { LiveEvent } from '../../contract/api.ts'
import { findVisibleIds } from '../../records/find-visible-ids.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { contextOf, identityOf, openCall } from '../call.ts'
import { notAcceptable } from '../errors.ts'
import { createEventStream } from '../event-stream.ts'
import { identify } from '../sign-in/identify.ts'
import type { LiveEvents } from '../live-events.ts'
import type { Runtime } from '../runtime.ts'

/** The stream of live events. Each event is checked against the rights that the subscriber has when it happens. */
export function eventRoutes(server: FastifyInstance, runtime: Runtime, live: LiveEvents): void {
  const open = new Set<() => void>()
  const closeAll = () => open.forEach((close) => close())
  // Where events were missed, clients come back and fetch anew what they show.
  const stopListening = live.onGap(closeAll)
  // Streams never end by themselves: a server that stops would wait for them.
  server.addHook('preClose', async () => closeAll())
  server.addHook('onClose', async () => stopListening())

  server.get('/api/events', { config: { access: 'user' }, sse: 'only', exposeHeadRoute: false, preHandler: refuseOtherForms }, async (request, reply) => {
    const { model } = contextOf(request)
    const { userId } = identityOf(request)
    const { sse } = reply
    const close = () => sse.close()
    const stream = createEventStream({
      async visible(events) {
        const identity = await identify(runtime, request)
        return identity && !identity.mustChangePassword ? visibleEvents(await openCall(runtime, identity), events, userId) : null
      },
      send: (event) => sse.send({ event: event.type, data: event }),
      close,
      onError: (error) => sse.isConnected && runtime.log.warn({ err: error, id: request.id }, 'A live event could not be delivered'),
    })

    const unsubscribe = live.subscribe(stream)
    open.add(close)
    sse.keepAlive()
    sse.onClose(() => {
      open.delete(close)
      unsubscribe()
    })
    await sse.send({ event: 'hello', data: { version: model.version } })
  })
}

async function refuseOtherForms({ headers: { accept } }: FastifyRequest): Promise<void> {
  if (accept && !/text\/(event-stream|\*)|\*\/\*/.test(accept)) throw notAcceptable()
}

async function visibleEvents(context: RecordContext, events: LiveEvent[], userId: string): Promise<LiveEvent[]> {
  const parts: (LiveEvent | null)[] = []
  for (const event of events) parts.push(await visiblePart(context, event, userId))
  return parts.filter((part) => part !== null)
}

/** The part of an event that the actor may know of; null when that is nothing. */
async function visiblePart(context: RecordContext, event: LiveEvent, userId: string): Promise<LiveEvent | null> {
  if (event.type === 'metadata') return event
  if (event.type === 'task') return event.task.actor === userId ? event : null
  if (event.type === 'notification') return event.users.includes(userId) ? { ...event, users: [userId] } : null
  const ids = await findVisibleIds(context, { module: event.module, ids: event.ids })
  return ids.length > 0 ? { ...event, ids } : null
}
