import { type AppError, conflict, forbidden, notFound } from '../../kernel/errors.ts'
import type { BatchItem } from '../hooks-batch.ts'
import type { StoredRecord } from '../save/load-stored.ts'

/** A record on its way into the recycle bin or out of it. */
export interface BinItem extends BatchItem {
  version: number
}

export interface BinTarget {
  id: string
  /** The version that was seen; absent: whatever it is. */
  version?: number
}

/** The item of a stored record. */
export function binItem(stored: StoredRecord, action: 'update' | 'delete' | 'restore'): BinItem {
  return {
    id: stored.id,
    action,
    version: stored.version,
    before: stored.values,
    values: { ...stored.values },
    sent: new Set(),
    changed: new Set(),
    problems: [],
  }
}

/** Why the actor may not move this record; null where they may. `place`: where it has to be now. */
export function refusalOf(target: BinTarget, stored: StoredRecord | undefined, place: 'live' | 'bin'): AppError | null {
  if (!stored || !stored.mayRead || stored.deleted !== (place === 'bin')) return notFound()
  if (!stored.mayAct) return forbidden()
  return target.version !== undefined && target.version !== stored.version ? conflict() : null
}
