import type { LiveEvent } from '../../contract/api.ts'
import type { Hooks } from '../../kernel/hooks.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Context } from '../../storage/context.ts'
import type { Database } from '../../storage/database.ts'
import { notify, notifyAll } from '../../storage/notify.ts'
import type { RecordBatch } from '../hooks-batch.ts'

/** Tells all processes which records changed. */
export const CHANGES_CHANNEL = 'mortise_changes'

/** A NOTIFY holds 8,000 bytes. */
const MOST_IDS = 50
const COLLECT_MS = 20

export type ChangeNotice = Omit<Extract<LiveEvent, { type: 'records' }>, 'type'>

/**
 * Announces every saved, removed and restored record after its commit. Not in the transaction: a NOTIFY makes commits wait
 * for each other, and a live event that a crash swallows costs nobody anything. Gives its undo.
 */
export function announceChanges({ hooks, database, log }: { hooks: Hooks<RecordBatch>; database: Database; log: Logger }): () => void {
  let waiting = new Map<string, ChangeNotice>()
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    timer = null
    const notices = [...waiting.values()]
    waiting = new Map()
    void notifyAll(
      database,
      CHANGES_CHANNEL,
      notices.map((notice) => JSON.stringify(notice)),
    ).catch((error: unknown) => log.warn({ err: error }, 'Changes could not be announced'))
  }
  const announce = (batch: RecordBatch): void =>
    batch.ctx.database.afterCommit(() => {
      collect(waiting, batch)
      timer ??= setTimeout(flush, COLLECT_MS)
    })

  const points = ['record.saved', 'record.removed', 'record.restored'] as const
  const undos = points.map((point) => hooks.on(point, { id: 'announce-changes', order: 1_000 }, announce))
  return () => {
    for (const undo of undos) undo()
    if (timer) clearTimeout(timer)
  }
}

/** Announces a rare change of a transaction that runs no hooks; it goes out with the commit. */
export async function announceNow(ctx: Context, { module, ids }: Pick<ChangeNotice, 'module' | 'ids'>): Promise<void> {
  const notice: ChangeNotice = { module, ids: ids.slice(0, MOST_IDS), changeSet: ctx.changeSet, actor: ctx.actor.userId }
  await notify(ctx.database, CHANGES_CHANNEL, JSON.stringify(notice))
}

/** What one action did in a module is one notice; of a long list, its beginning. */
function collect(waiting: Map<string, ChangeNotice>, { ctx, module, items }: RecordBatch): void {
  const key = `${ctx.changeSet} ${module.key}`
  const known = waiting.get(key)
  const ids = [...new Set([...(known?.ids ?? []), ...items.map((item) => item.id)])].slice(0, MOST_IDS)
  if (ids.length > 0) waiting.set(key, { module: module.key, ids, changeSet: ctx.changeSet, actor: ctx.actor.userId })
}
