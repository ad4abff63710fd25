import type { FastifyInstance } from 'fastify'
import { notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { withNamesOfNow } from '../../records/read/names-of-now.ts'
import { findTask, listTasks, requestCancel } from '../../storage/tasks.ts'
import { contextOf, identityOf } from '../call.ts'

const user = { access: 'user' } as const

/** Long work of the signed-in user: its progress, its end, and the wish to cancel it. */
export function taskRoutes(server: FastifyInstance): void {
  server.get('/api/tasks', { config: user }, async (request) => {
    const context = contextOf(request)
    return { tasks: await withNamesOfNow(context, await listTasks(context.database, identityOf(request).userId)) }
  })

  server.get<{ Params: { id: string } }>('/api/tasks/:id', { config: user }, async (request) => {
    const context = contextOf(request)
    const found = isId(request.params.id) ? await findTask(context.database, { id: request.params.id, actor: identityOf(request).userId }) : null
    const [task] = await withNamesOfNow(context, found ? [found] : [])
    if (!task) throw notFound()
    return task
  })

  server.delete<{ Params: { id: string } }>('/api/tasks/:id', { config: user }, async (request, reply) => {
    const { id } = request.params
    if (!isId(id) || !(await requestCancel(contextOf(request).database, { id, actor: identityOf(request).userId }))) throw notFound()
    reply.code(202)
    return { cancelRequested: true }
  })
}
