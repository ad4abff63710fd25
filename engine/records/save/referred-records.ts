import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'

/** What a value points to: records of modules, principals (owners), users, files. */
export type ReferredKind = { module: string } | 'principal' | 'user' | 'file'

/** Every id that the value of a field holds, with what it points to. Empty for types that point to nothing. */
export function referredIn(field: FieldModel, value: FieldValue): { kind: ReferredKind; id: string }[] {
  if (value === null) return []
  switch (field.type) {
    case 'owner':
      return typeof value === 'string' ? [{ kind: 'principal', id: value }] : []
    case 'user':
      return typeof value === 'string' ? [{ kind: 'user', id: value }] : []
    case 'file':
    case 'image':
    case 'files':
      return fileIds(value).map((id) => ({ kind: 'file', id }))
    case 'reference':
    case 'references':
      return referenceIds(field, value)
    default:
      return []
  }
}

function referenceIds(field: FieldModel, value: FieldValue): { kind: ReferredKind; id: string }[] {
  const module = field.to?.[0]
  if (typeof value === 'string') return module === undefined ? [] : [{ kind: { module }, id: value }]
  if (Array.isArray(value)) return value.flatMap((id) => (typeof id === 'string' && module !== undefined ? [{ kind: { module }, id }] : []))
  if (typeof value !== 'object' || value === null) return []
  return [{ kind: { module: String(value.module) }, id: String(value.id) }]
}

function fileIds(value: FieldValue): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(fileIds)
  return typeof value === 'object' && value !== null && typeof value.id === 'string' ? [value.id] : []
}
