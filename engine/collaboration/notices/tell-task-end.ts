import type { ClaimedEntry } from '../../records/after-commit/outbox.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { addNotifications } from '../../storage/collaboration/notifications.ts'
import { openRecipient } from './recipient.ts'

/** Tells who asked for a piece of long work that it has ended. */
export async function tellTaskEnd(ctx: RecordContext, { payload }: ClaimedEntry): Promise<void> {
  const { task, kind, module, state } = payload
  const recipient = await openRecipient(ctx, String(payload.actor))
  if (!recipient?.preferences.task) return
  await addNotifications(ctx.database, [
    {
      userId: recipient.id,
      kind: 'task',
      at: ctx.clock.now(),
      actor: null,
      actorName: null,
      module: typeof module === 'string' ? module : null,
      record: null,
      changeSet: null,
      count: 1,
      params: { task: task ?? null, kind: kind ?? null, state: state ?? null },
    },
  ])
}
