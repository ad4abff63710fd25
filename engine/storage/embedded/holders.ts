import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { identityText, isAlive, ownIdentity, parseIdentity } from './process-identity.ts'

let held = 0

/** Notes in `folder` that this process uses the server, so that no other process stops it. Returns the undo. */
export function hold(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  held += 1
  const file = path.join(folder, `${process.pid}.${held}`)
  writeFileSync(file, identityText(ownIdentity()), { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

/** Whether a living process still uses the server; notes of dead ones are swept away. */
export function isHeld(folder: string): boolean {
  return listNotes(folder).filter((file) => isAliveOrSweep(file)).length > 0
}

function listNotes(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name))
  } catch {
    return []
  }
}

function isAliveOrSweep(file: string): boolean {
  try {
    if (isAlive(parseIdentity(readFileSync(file, 'utf8')))) return true
    rmSync(file, { force: true })
  } catch {
    // Given back between two looks.
  }
  return false
}
