import type { Hooks } from '../kernel/hooks.ts'
import type { Context } from '../storage/context.ts'
import type { RecordBatch } from './hooks-batch.ts'

/** The context of everything in records/: a call, and the hooks that its writes run. */
export interface RecordContext extends Context {
  hooks: Hooks<RecordBatch>
}
