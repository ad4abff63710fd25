import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'

const NEVER: ReadonlySet<string> = new Set(['auto_number', 'secret', 'image', 'file', 'files'])

/** The fields that can be given one value in many records. */
export function massFields(module: ModuleModel | undefined): FieldModel[] {
  return (module?.fields ?? []).filter(
    (field) => field.massEdit !== false && !field.readOnly && !field.unique && !field.writeOnce && !NEVER.has(field.type) && field.type !== 'owner',
  )
}

/** Where the module keeps its tags; undefined where it has none that the user may write. */
export function tagsField(module: ModuleModel | undefined): FieldModel | undefined {
  return module?.fields.find((field) => field.type === 'tags' && !field.readOnly)
}

/** The owner, where the user may give records away. */
export function ownerField(module: ModuleModel | undefined): FieldModel | undefined {
  return module?.fields.find((field) => field.key === 'owner' && !field.readOnly)
}
