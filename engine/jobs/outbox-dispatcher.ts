import type { Logger } from '../kernel/logger.ts'
import { newId } from '../kernel/uuid.ts'
import { claimOutbox, failOutbox, finishOutbox, OUTBOX_CHANNEL, sweepOutbox, type ClaimedEntry } from '../records/after-commit/outbox.ts'
import type { RecordContext } from '../records/record-context.ts'
import { prepareCommitted } from '../records/after-commit/run-committed.ts'
import { COMMITTED } from '../records/after-commit/queue-committed.ts'
import { inLazyTransaction } from '../storage/connection/lazy-transaction.ts'
import { lookUpTogether } from '../storage/connection/look-up-together.ts'
import type { Database } from '../storage/database.ts'
import type { ConnectedDatabase } from '../storage/pool.ts'
import { createDrainer, type Drainer } from './drainer.ts'

/**
 * Does what one kind of entry asks for. It runs in a transaction (`ctx.database`) with the mark that the entry is done, so that
 * what it writes to the database happens once; it begins with the first statement. What the handler sends elsewhere may happen twice after
 * a crash: send `effect_key` along.
 */
export type OutboxHandler = (ctx: RecordContext, entry: ClaimedEntry) => Promise<void>

/** What is done for one entry, in its transaction. */
type OutboxEffect = (ctx: RecordContext) => Promise<void>

/** The same for a kind of which many come at once: what they need is read for all together, before and outside of their transactions. */
export interface OutboxGroupHandler {
  prepare(ctx: RecordContext, entries: ClaimedEntry[]): Promise<(entry: ClaimedEntry) => OutboxEffect>
}

export interface OutboxParts {
  database: ConnectedDatabase
  /** A context of the system, with the metadata of now. */
  openContext(): RecordContext
  log: Logger
  /** By kind of entry; record.committed is always known. */
  handlers?: Record<string, OutboxHandler | OutboxGroupHandler>
  /** After so many tries an entry is given up; 10 if absent. */
  mostAttempts?: number
  /** Seconds before the second try, doubled for each further one; 2 if absent. */
  firstPause?: number
}

const AT_ONCE = 10
const LEASE_SECONDS = 120
/** Long before the lease ends, the entry of an effect that takes long is locked: nobody else can take it then. */
const LOCKED_AFTER_MS = 20_000
const LONGEST_PAUSE = 3_600
const LOOK_EVERY_MS = 5_000
const SWEEP_EVERY_MS = 3_600_000
const KEPT_DAYS = 7

/** Starts to drain the outbox: woken by notifications, and by a timer for what was put off. */
export async function startOutboxDispatcher(parts: OutboxParts): Promise<Drainer> {
  const { database, log } = parts
  const { wake, stop } = createDrainer({
    async round() {
      const entries = await claim(database)
      await handleAll(parts, entries)
      return entries.length === AT_ONCE
    },
    failed: (error) => log.error({ err: error }, 'The outbox could not be read'),
  })

  const unlisten = await database.listen(OUTBOX_CHANNEL, wake)
  const timer = setInterval(wake, LOOK_EVERY_MS)
  const sweeper = setInterval(
    () => void sweepOutbox(database, KEPT_DAYS).catch((error: unknown) => log.warn({ err: error }, 'The outbox could not be swept')),
    SWEEP_EVERY_MS,
  )
  timer.unref()
  sweeper.unref()
  wake()
  return {
    wake,
    async stop() {
      const stopped = stop()
      clearInterval(timer)
      clearInterval(sweeper)
      await unlisten()
      await stopped
    },
  }
}

function claim(database: ConnectedDatabase): Promise<ClaimedEntry[]> {
  return claimOutbox(database, { limit: AT_ONCE, leaseSeconds: LEASE_SECONDS })
}

async function handleAll(parts: OutboxParts, entries: ClaimedEntry[]): Promise<void> {
  await Promise.all([...Map.groupBy(entries, ({ kind }) => kind)].map(([kind, group]) => handleGroup(parts, kind, group)))
}

/** What entries of a kind need is read for all of them; where that fails, for each by itself, so that one bad entry stops no other. */
async function handleGroup(parts: OutboxParts, kind: string, entries: ClaimedEntry[]): Promise<void> {
  try {
    const effectOf = await prepareGroup(parts, kind, entries)
    await Promise.all(entries.map((entry) => handle(parts, entry, effectOf(entry))))
  } catch (error) {
    const [only, ...others] = entries
    if (only && others.length === 0) return putOff(parts, only, error)
    await Promise.all(entries.map((entry) => handleGroup(parts, kind, [entry])))
  }
}

async function prepareGroup(parts: OutboxParts, kind: string, entries: ClaimedEntry[]): Promise<(entry: ClaimedEntry) => OutboxEffect> {
  const handler = handlerOf(parts, kind)
  if ('prepare' in handler) return handler.prepare(parts.openContext(), entries)
  return (entry) => (ctx) => handler(ctx, entry)
}

/**
 * Each in a transaction of its own, side by side: one that fails or takes long is nothing to the others. Effects that asked the database
 * for nothing need none, and are marked together. Never throws.
 */
async function handle(parts: OutboxParts, entry: ClaimedEntry, effect: OutboxEffect): Promise<void> {
  try {
    const isMarked = await inLazyTransaction(parts.database, {
      begin: (inside) => finishFirst(inside, entry),
      patience: LOCKED_AFTER_MS,
      work: (database) => effect({ ...parts.openContext(), database, changeSet: newId() }),
    })
    if (!isMarked) await finishTogether(parts.database, entry.id)
  } catch (error) {
    if (!(error instanceof DoneElsewhere)) await putOff(parts, entry, error)
  }
}

/** Another worker has done the entry. */
class DoneElsewhere extends Error {}

async function finishFirst(database: Database, { id }: ClaimedEntry): Promise<void> {
  const [finished] = await finishOutbox(database, [id])
  if (finished === undefined) throw new DoneElsewhere()
}

const finishTogether = lookUpTogether(async (database, ids) => new Map((await finishOutbox(database, ids)).map((id) => [id, true])))

function handlerOf({ handlers }: OutboxParts, kind: string): OutboxHandler | OutboxGroupHandler {
  if (kind === COMMITTED) return { prepare: prepareCommitted }
  const handler = handlers && Object.hasOwn(handlers, kind) ? handlers[kind] : undefined
  if (!handler) throw new Error(`Nothing here knows what to do with an entry of the kind "${kind}".`)
  return handler
}

async function putOff({ database, log, mostAttempts = 10, firstPause = 2 }: OutboxParts, entry: ClaimedEntry, error: unknown): Promise<void> {
  const dead = entry.attempts >= mostAttempts
  const retrySeconds = Math.min(firstPause * 2 ** (entry.attempts - 1), LONGEST_PAUSE)
  log[dead ? 'error' : 'warn'](
    { err: error, entry: entry.id, kind: entry.kind, attempts: entry.attempts },
    dead ? 'An outbox entry was given up' : 'An outbox entry failed and is tried again',
  )
  const message = error instanceof Error ? error.message : String(error)
  await failOutbox(database, { id: entry.id, error: message.slice(0, 2_000), retrySeconds, dead }).catch((lost: unknown) =>
    log.error({ err: lost, entry: entry.id }, 'A failed outbox entry could not be put off; its lease will end by itself'),
  )
}
