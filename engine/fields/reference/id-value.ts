import type { FieldModel } from '../../contract/model.ts'
import { isId } from '../../kernel/uuid.ts'
import type { JsonSchema, Parsed } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'

/** Reads an id, in any case; whether there is such a record is asked by who can look. */
export function parseId(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  const id = typeof raw === 'string' && raw.length <= 50 ? raw.trim().toLowerCase() : null
  return isId(id) ? accepted(id) : refused(field, 'TYPE', { expected: 'id' })
}

/** A cell of a file that holds an id. Names are looked up by the import, which can read records. */
export function parseIdText(text: string, field: FieldModel): Parsed {
  const id = parseId(text.trim(), field)
  return id.ok ? id : refused(field, 'NOT_FOUND', { value: text.trim().slice(0, 100) })
}

/** Reads a list of ids, each once. */
export function parseIds(raw: unknown, field: FieldModel, max: number): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (!Array.isArray(raw)) return refused(field, 'TYPE', { expected: 'array' })
  if (raw.length > max) return refused(field, 'TOO_MANY', { max })
  const ids = new Set<string>()
  for (const entry of raw) {
    const id = parseId(entry, field)
    if (!id.ok) return id
    if (typeof id.value === 'string') ids.add(id.value)
  }
  return accepted(ids.size === 0 ? null : [...ids])
}

export const ID_SCHEMA: JsonSchema = { type: 'string', format: 'uuid' }
