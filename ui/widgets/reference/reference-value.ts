import type { FieldValue, LookupOption } from '../../../engine/contract/api.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'

/** The modules whose records a field may hold. */
export function modulesOf(field: FieldModel): string[] {
  if (field.type === 'owner') return ['users', 'groups']
  return field.type === 'user' ? ['users'] : (field.to ?? [])
}

/**
 * Whether values are pairs `{ module, id }`: where several modules may be referred to. With `toCapability` they always are, however
 * many modules have the capability today.
 */
export function isToSeveral(field: FieldModel): boolean {
  return field.type === 'reference' && (field.toCapability !== undefined || (field.to?.length ?? 0) > 1)
}

/** The record that a value of a reference, owner or user field stands for; null for none. */
export function optionOf(value: FieldValue, field: FieldModel, label = ''): LookupOption | null {
  if (typeof value === 'string' && value !== '') return { module: modulesOf(field)[0] ?? '', id: value, label }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { module: String(value.module), id: String(value.id), label }
  return null
}

/** The value that the API wants for a chosen record. */
export function referenceValue(option: Pick<LookupOption, 'module' | 'id'>, field: FieldModel): FieldValue {
  return isToSeveral(field) ? { module: option.module, id: option.id } : option.id
}
