import Fastify from 'fastify'
import pg from 'pg'
import { addReads } from './reads.ts'
import { addWrites } from './writes.ts'

/**
 * The floor: a server for one module, written by hand as a careful engineer would. Fastify and pg, prepared statements with all
 * columns named, the same owners in the same predicate, on the tables and indexes of ours, and with the same documents as answers. What
 * it does without: signing people in, rights that change, metadata, search in Chinese, counters, doing what stands in the outbox. OWNERS: the ids of the owners that the viewer sees.
 */
const DATE = 1082
pg.types.setTypeParser(DATE, (text) => text)

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20, options: '-c jit=off -c max_parallel_workers_per_gather=0 -c TimeZone=UTC' })
const owners = (process.env.OWNERS ?? '').split(',')
const server = Fastify()

server.get('/ready', async () => ({ ready: true }))
addReads(server, { pool, owners })
addWrites(server, { pool, owners })
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })

process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0))
})
