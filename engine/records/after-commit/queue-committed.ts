import type { RecordBatch } from '../hooks-batch.ts'
import { addToOutbox } from './outbox.ts'
import { newId } from '../../kernel/uuid.ts'

/** Kind of the outbox entries that run the hooks of record.committed. */
export const COMMITTED = 'record.committed'

/** What such an entry holds; the values are in the log of changes. */
export interface CommittedPayload {
  [key: string]: string | string[] | null
  module: string
  changeSet: string
  actor: string | null
  origin: string
  ids: string[]
}

/** Promises the hooks of record.committed a run after the commit, where there are any. */
export async function queueCommitted({ ctx, module, items }: RecordBatch): Promise<void> {
  if (items.length === 0 || !ctx.hooks.has('record.committed', module)) return
  const payload: CommittedPayload = {
    module: module.key,
    changeSet: ctx.changeSet,
    actor: ctx.actor.userId,
    origin: ctx.origin,
    ids: items.map((item) => item.id),
  }
  await addToOutbox(ctx, [{ kind: COMMITTED, effectKey: `${COMMITTED} ${newId()}`, payload }])
}
