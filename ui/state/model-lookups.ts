import type { ClientModel } from '../../engine/contract/client-model.ts'
import type { FieldModel, ModuleModel, PicklistValueModel } from '../../engine/contract/model.ts'

/** A module that the user may see; undefined for every other. */
export function moduleIn(model: ClientModel | null, key: string): ModuleModel | undefined {
  return model && Object.hasOwn(model.modules, key) ? model.modules[key] : undefined
}

/** A field by its key, or by a path through references (`account.industry`) or into a field (`billing_address.city`). */
export function fieldIn(model: ClientModel | null, module: string, path: string): FieldModel | undefined {
  const [key, ...rest] = path.split('.')
  const field = moduleIn(model, module)?.fields.find((candidate) => candidate.key === key)
  if (!field || rest.length === 0) return field
  const next = field.to?.[0]
  return next ? fieldIn(model, next, rest.join('.')) : partOf(model, field, rest)
}

/** A part of a field as a field: nobody edits it by itself. */
function partOf(model: ClientModel | null, field: FieldModel, [key = '', ...more]: string[]): FieldModel | undefined {
  const parts = model?.fieldTypes[field.type]?.parts
  const part = parts && more.length === 0 && Object.hasOwn(parts, key) ? parts[key] : undefined
  return part && { key, type: part.type, label: part.label, readOnly: true }
}

/** What a picklist field offers: its own values or those of a shared picklist. */
export function picklistValuesIn(model: ClientModel | null, field: FieldModel): PicklistValueModel[] {
  if (field.values) return field.values
  return (field.picklist && model?.picklists[field.picklist]?.values) || []
}
