import { createHooks } from '../../kernel/hooks.ts'
import { systemActor } from '../../kernel/actor.ts'
import { createLogger } from '../../kernel/logger.ts'
import { connectDatabase } from '../../storage/pool.ts'
import { runBulk } from '../bulk/run-bulk.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { libraryFieldTypes, libraryModel } from './library.ts'

/** Does the mass work of a task and says how far it is, until somebody kills it. Its arguments are the database, the task and the change set. */
const fieldTypes = libraryFieldTypes()
const [url = '', task = '', changeSet = ''] = process.argv.slice(2)
const database = await connectDatabase(url)
const ctx = {
  actor: systemActor('test'),
  origin: 'job' as const,
  model: libraryModel(fieldTypes),
  fieldTypes,
  database,
  hooks: createHooks<RecordBatch>(),
  clock: { now: () => new Date() },
  log: createLogger('silent'),
  changeSet,
}
const request = { module: 'books', operation: { op: 'update' as const, values: { pages: 77 } } }
await runBulk(ctx, { task, request, progress: async (done) => void process.stdout.write(`${done}\n`) })
await database.close()
