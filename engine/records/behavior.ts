import type { BehaviorUse } from '../contract/model.ts'
import type { JsonSchema } from '../fields/field-type.ts'
import type { HookPoint } from '../kernel/hooks.ts'
import type { RecordBatch } from './hooks-batch.ts'

/** The points at which a behaviour may act. After the commit and while reading, a hook with `{ behavior: name }` does. */
export type BehaviorPoint = Exclude<HookPoint, 'record.committed' | 'record.reading'>

/** One use of a behaviour on a batch: its options as the module's metadata has them. */
export type BehaviorHandler = (batch: RecordBatch, use: BehaviorUse) => void | Promise<void>

/** Something that modules can declare in their metadata: `{ "use": "compose-name", … }`. */
export interface Behavior {
  /** JSON Schema of the options that stand beside `use`. */
  options: JsonSchema
  hooks: Partial<Record<BehaviorPoint, BehaviorHandler>>
}
