import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 50

/**
 * Lets a stop end as soon as the requests in flight are answered. Connections without one would hold it up to a minute: those
 * that stay open after their answer, and those that a browser opened in case it needs them, which Node takes for busy.
 */
export function releaseConnections(server: FastifyInstance): void {
  const open = new Set<Socket>()
  const busy = new Set<Socket>()

  server.server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    busy.add(socket)
    response.once('close', () => busy.delete(socket))
  })
  server.addHook('preClose', async () => {
    const release = () => [...open].filter((socket) => !busy.has(socket)).forEach((socket) => socket.destroy())
    const timer = setInterval(release, LOOK_EVERY_MS)
    timer.unref()
    server.server.once('close', () => clearInterval(timer))
  })
}
