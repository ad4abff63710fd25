import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'
import { canReach } from './account.ts'

/** Files and folders of one embedded database; everything stands in the folder of data. */
export interface Places {
  dataDir: string
  /** What PostgreSQL calls its data directory; may be a link, see makeClusterParent. */
  cluster: string
  /** Port and passwords, for the eyes of the user that runs Mortise. */
  secrets: string
  log: string
  lock: string
  holders: string
}

/** Where root keeps what another user must reach when the folder of data lies out of that user's reach. */
export const SYSTEM_FOLDER = '/var/lib/mortise'

export function placesIn(dataDir: string): Places {
  const folder = path.resolve(dataDir)
  return {
    dataDir: folder,
    cluster: path.join(folder, 'database'),
    secrets: path.join(folder, 'database.json'),
    log: path.join(folder, 'database.log'),
    lock: path.join(folder, 'database.lock'),
    holders: path.join(folder, 'database.users'),
  }
}

/** Makes the empty folder in which a new cluster is built, owned by the account: beside its final place, or in the system's folder. */
export function makeClusterFolder(places: Places, account: Account | null): { folder: string; isElsewhere: boolean } {
  const isElsewhere = !canReach(account, places.dataDir) && !openFor(account, places.dataDir)
  const folder = isElsewhere ? path.join(SYSTEM_FOLDER, randomUUID()) : `${places.cluster}.unfinished`
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (account) chownSync(folder, account.uid, account.gid)
  return { folder, isElsewhere }
}

/**
 * Lets the account alone walk through a folder that is closed to everybody but root, by way of the group. False where
 * a group has rights already, or where a folder above is closed as well; the folder is then as it was.
 */
function openFor(account: Account | null, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder)
  if (!account || (mode & 0o070) !== 0) return false
  chownSync(folder, uid, account.gid)
  chmodSync(folder, mode | 0o010)
  if (canReach(account, folder)) return true
  chownSync(folder, uid, gid)
  chmodSync(folder, mode)
  return false
}
