import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { isSame } from './same-value.ts'

/** A field that two people have changed at once; `theirs` is what is stored. */
export interface Overlap {
  field: FieldModel
  theirs: FieldValue
  label?: string
}

/** Where my changes and theirs meet: fields that both have changed since `base`, to different values. */
export function overlapOf(module: ModuleModel, { mine, base, theirs }: { mine: Values; base: Values; theirs: RecordData }): Overlap[] {
  return module.fields.flatMap((field): Overlap[] => {
    const { key } = field
    if (!Object.hasOwn(mine, key) || !Object.hasOwn(theirs.values, key)) return []
    const stored = theirs.values[key] ?? null
    if (isSame(stored, base[key]) || isSame(stored, mine[key])) return []
    return [{ field, theirs: stored, label: theirs.labels[key] }]
  })
}
