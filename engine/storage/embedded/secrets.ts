import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Places } from './places.ts'

/** What is kept between starts. */
export interface Secrets {
  port?: number
  /** Of the role mortise, which owns the database and is no superuser. */
  password: string
  /** Of the superuser postgres. */
  adminPassword: string
}

/** Null where there is no such file, or where it cannot be understood: the passwords are then set anew. */
export function readSecrets(places: Places): Secrets | null {
  let text: string
  try {
    text = readFileSync(places.secrets, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return parseSecrets(text)
}

export function newSecrets(): Secrets {
  return { password: randomBytes(24).toString('base64url'), adminPassword: randomBytes(24).toString('base64url') }
}

/** Writes a new file and moves it into place, so that a full disk leaves the old one. */
export function writeSecrets(places: Places, secrets: Secrets): void {
  const unfinished = `${places.secrets}.unfinished`
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, places.secrets)
}

/** URLs of the database `mortise` as its owner, and of the database `postgres` as superuser. */
export function urlsOf(secrets: Secrets, port: number): { url: string; adminUrl: string } {
  return {
    url: `postgres://mortise:${secrets.password}@127.0.0.1:${port}/mortise`,
    adminUrl: `postgres://postgres:${secrets.adminPassword}@127.0.0.1:${port}/postgres`,
  }
}

function parseSecrets(text: string): Secrets | null {
  try {
    const { port, password, adminPassword } = JSON.parse(text) as Partial<Secrets>
    return password && adminPassword ? { port, password, adminPassword } : null
  } catch {
    return null
  }
}
