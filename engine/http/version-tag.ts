import type { RecordData } from '../contract/api.ts'
import { badRequest } from './errors.ts'

/** The ETag of a record: its version in quotes. */
export function versionTag(record: RecordData): string {
  return `"${record.version}"`
}

/** The version that an If-Match names; undefined where there is none, or any will do. Throws BAD_REQUEST for what is no version: it must not pass for "any". */
export function versionIn(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1]
  if (version === undefined) throw badRequest()
  return Number(version)
}
