import type { FastifyInstance } from 'fastify'
import { systemActorCount } from '../../kernel/actor.ts'
import { unavailable } from '../../kernel/errors.ts'
import { loadState } from '../../storage/state.ts'
import type { Runtime } from '../runtime.ts'

/** For balancers and monitors: alive, ready to serve, and figures in the text format of Prometheus. */
export function healthRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/health', { config: { access: 'public' } }, () => ({ status: 'ok' }))

  server.get('/ready', { config: { access: 'public' } }, async () => {
    if (runtime.isStopping()) throw unavailable()
    await loadState(runtime.database)
    return { status: 'ready' }
  })

  server.get('/metrics', { config: { access: 'admin' } }, (_request, reply) => {
    const memory = process.memoryUsage()
    const figures = {
      process_resident_memory_bytes: memory.rss,
      nodejs_heap_used_bytes: memory.heapUsed,
      process_uptime_seconds: Math.round(process.uptime()),
      mortise_metadata_version: runtime.models.current().version,
      mortise_system_actors_total: systemActorCount(),
    }
    return reply.type('text/plain; version=0.0.4').send(
      Object.entries(figures)
        .map(([name, value]) => `${name} ${value}\n`)
        .join(''),
    )
  })
}
