import { createHooks } from '../../kernel/hooks.ts'
import { systemActor } from '../../kernel/actor.ts'
import { createLogger } from '../../kernel/logger.ts'
import { newId } from '../../kernel/uuid.ts'
import { connectDatabase } from '../../storage/pool.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { saveRecords } from '../save/save-records.ts'
import { libraryFieldTypes, libraryModel } from './library.ts'

/** Writes books in batches, one after the other, and says which were acknowledged, until somebody kills it. Its argument is the database. */
const fieldTypes = libraryFieldTypes()
const model = libraryModel(fieldTypes)
const database = await connectDatabase(process.argv[2] ?? '')
const hooks = createHooks<RecordBatch>()
hooks.on('record.committed', { id: 'some-effect' }, () => {})

for (let round = 0; ; round += 1) {
  const ctx: RecordContext = {
    actor: systemActor('test'),
    origin: 'job',
    model,
    fieldTypes,
    database,
    hooks,
    clock: { now: () => new Date() },
    log: createLogger('silent'),
    changeSet: newId(),
  }
  const requests = Array.from({ length: 20 }, (_, index) => ({ op: 'create' as const, values: { title: `Round ${round} ${index}` } }))
  const outcomes = await saveRecords(ctx, { module: 'books', mode: 'all', requests })
  process.stdout.write(`${outcomes.flatMap((outcome) => (outcome.ok ? [outcome.id] : [])).join(' ')}\n`)
}
