import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessIdentity } from './process-identity.ts'
import { identityText, isAlive, ownIdentity, parseIdentity } from './process-identity.ts'

/**
 * Runs `work` while no other process holds the lock in this file. The lock of a dead process is broken.
 * Calls `busy` with the holder's number, and throws what it gives, when a living one holds it longer than `patience` milliseconds.
 */
export async function withProcessLock<T>(lock: { file: string; patience: number; busy: (pid: number) => Error }, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + lock.patience
  for (let holder = take(lock.file); holder; holder = take(lock.file)) {
    if (!isAlive(holder)) breakLock(lock.file, holder)
    else if (Date.now() > until) throw lock.busy(holder.pid)
    else await sleep(20)
  }

  try {
    return await work()
  } finally {
    rmSync(lock.file, { force: true })
  }
}

/** Takes the lock, or tells who has it. A link appears with its content, so that nobody ever reads half a lock. */
function take(file: string): ProcessIdentity | null {
  const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    writeFileSync(own, identityText(ownIdentity()), { mode: 0o600 })
    linkSync(own, file)
    return null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readHolder(file)
  } finally {
    rmSync(own, { force: true })
  }
}

/** A lock that was given back between two looks counts as held by nobody: pid 0 is never alive. */
function readHolder(file: string): ProcessIdentity {
  try {
    return parseIdentity(readFileSync(file, 'utf8'))
  } catch {
    return { pid: 0, startedAt: '' }
  }
}

/** Moves the lock away before it looks again: of two who break the same lock one fails, and neither removes a new one. */
function breakLock(file: string, dead: ProcessIdentity): void {
  const away = `${file}.broken.${process.pid}`
  try {
    renameSync(file, away)
    if (readFileSync(away, 'utf8') !== identityText(dead)) linkSync(away, file)
  } catch {
    // Somebody else was faster; the next look tells.
  }
  rmSync(away, { force: true })
}
