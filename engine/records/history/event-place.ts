import { invalid } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'

/** A place between two events of a record. */
export interface EventPlace {
  at: Date
  id: string
}

/** An opaque text for a place. */
export function encodePlace({ at, id }: EventPlace): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
}

/** Reads it again. Throws INVALID/CURSOR for anything that was not given out. */
export function decodePlace(cursor: string): EventPlace {
  const [at, id] = partsOf(cursor)
  const date = new Date(typeof at === 'string' ? at : Number.NaN)
  if (!isId(id) || Number.isNaN(date.getTime())) throw invalid({ problems: [{ field: 'cursor', code: 'CURSOR' }] })
  return { at: date, id }
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor.slice(0, 500), 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}
