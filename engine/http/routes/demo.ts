import type { FastifyInstance } from 'fastify'
import { findDemo, removeDemo, startDemo } from '../../transfer/demo/manage-demo.ts'
import { contextOf } from '../call.ts'

const admin = { access: 'admin' } as const

/** Sample data, for admins: whether it is there, making it, and taking it away. It is never made unasked. */
export function demoRoutes(server: FastifyInstance, folder: string): void {
  server.get('/api/demo', { config: admin }, (request) => findDemo(contextOf(request), folder))

  server.post('/api/demo', { config: admin }, async (request, reply) => {
    const task = await startDemo(contextOf(request), folder)
    reply.code(202)
    return { task }
  })

  server.delete('/api/demo', { config: admin }, async (request, reply) => {
    const task = await removeDemo(contextOf(request), folder)
    reply.code(202)
    return { task }
  })
}
