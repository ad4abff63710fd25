import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

function makeKey(dataDir: string, path: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true })
  const key = randomBytes(KEY_BYTES)
  writeFileSync(path, `${key.toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
  chmodSync(path, 0o600)
  return key
}
