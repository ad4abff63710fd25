import type { FieldModel, Model, ModuleModel } from '../../contract/model.ts'

/** A field of some module that points to the records of another. */
export interface InverseReference {
  module: ModuleModel
  field: FieldModel
  onDelete: 'clear' | 'restrict' | 'cascade'
}

/** Every field of every module that may point to records of this one. Owners and users are not among them: what they own stays theirs. */
export function inverseReferences(model: Model, target: string): InverseReference[] {
  return Object.values(model.modules).flatMap((module) =>
    module.fields
      .filter((field) => (field.type === 'reference' || field.type === 'references') && field.to?.includes(target))
      .map((field) => ({ module, field, onDelete: field.onDelete ?? 'clear' })),
  )
}
