import { createHooks } from '../../kernel/hooks.ts'
import { systemActor } from '../../kernel/actor.ts'
import { createLogger } from '../../kernel/logger.ts'
import { newId } from '../../kernel/uuid.ts'
import { connectDatabase } from '../../storage/pool.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { mergeRecords } from '../merge/merge-records.ts'
import { libraryFieldTypes, libraryModel } from './library.ts'

/** Merges the second author into the first, and stops in the middle until somebody kills it. Arguments: database, survivor, other. */
const [url = '', survivor = '', other = ''] = process.argv.slice(2)
const fieldTypes = libraryFieldTypes()
const hooks = createHooks<RecordBatch>()
hooks.on('record.removed', { id: 'stop-here' }, () => {
  process.stdout.write('in the middle\n')
  return new Promise(() => {})
})

await mergeRecords(
  {
    actor: systemActor('test'),
    origin: 'api',
    model: libraryModel(fieldTypes),
    fieldTypes,
    database: await connectDatabase(url),
    hooks,
    clock: { now: () => new Date() },
    log: createLogger('silent'),
    changeSet: newId(),
  },
  { module: 'authors', survivor: { id: survivor, version: 1 }, others: [{ id: other, version: 1 }], values: { country: 'merged' } },
)
