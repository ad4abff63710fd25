import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineError } from './errors.ts'

const KEY_BYTES = 32
const badSecretFile = defineError('SECRET_FILE', 500, 'The file {path} does not hold the key of this installation; put back the one from the backup.')

/** The key with which secret fields are sealed: made on the first start, kept in the data folder for its owner alone. Back it up with the database. */
export function loadSecretKey(dataDir: string): Uint8Array {
  const path = join(dataDir, 'secret.key')
  try {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
    if (key.length !== KEY_BYTES) throw badSecretFile({ params: { path } })
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return makeKey(dataDir, path)
  }
}

/** Written aside and then given its name: of two processes that start at once, one makes the key and both read it whole. */
function makeKey(dataDir: string, path: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return loadSecretKey(dataDir)
}
