import type { Ref } from 'vue'
import type { Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { offeredValues } from '../../widgets/picklist/offered-values.ts'
import { copiedValues } from './copied-values.ts'

export interface FollowingValues {
  /** What the first choices bring with them; they are in the values then. */
  begin(): Values
  /** To be called when a field was set. */
  after(field: FieldModel): void
}

/**
 * Values that follow from others, as the server will have it: a choice sets other fields (a stage its probability), a choice that no
 * longer fits the one it depends on goes, and a reference brings along what is copied from its record.
 */
export function useFollowingValues(module: ModuleModel, { values, labels }: { values: Ref<Values>; labels: Ref<Record<string, string>> }): FollowingValues {
  const metadata = useMetadata()
  const session = useSession()
  const fieldOf = new Map(module.fields.map((field) => [field.key, field]))

  function setByChoice(field: FieldModel): Values {
    if (field.type !== 'picklist') return {}
    return metadata.picklistValues(field).find((choice) => choice.key === values.value[field.key])?.sets ?? {}
  }

  function begin(): Values {
    const brought: Values = {}
    for (const field of module.fields) {
      for (const [key, value] of Object.entries(setByChoice(field))) {
        if (fieldOf.has(key) && (values.value[key] ?? null) === null) brought[key] = value
      }
    }
    Object.assign(values.value, brought)
    return brought
  }

  function dropMisfits(governing: FieldModel): void {
    for (const field of module.fields.filter(({ dependsOn }) => dependsOn === governing.key)) {
      const offering = { governing: values.value[governing.key] ?? null, role: session.me?.role ?? null, isAdmin: session.me?.isAdmin ?? false }
      const offered = offeredValues(field, metadata.picklistValues(field), offering)
      const chosen = values.value[field.key] ?? null
      const fits = [chosen].flat().filter((value) => offered.some(({ key }) => key === value))
      if (chosen === null || fits.length === [chosen].flat().length) continue
      values.value[field.key] = Array.isArray(chosen) && fits.length > 0 ? fits : null
      dropMisfits(field)
    }
  }

  /** Read-only fields always follow; one that people may edit is only filled where it is blank. */
  async function copyFrom(through: FieldModel): Promise<void> {
    const value = values.value[through.key] ?? null
    const copies = await copiedValues(module, through, value)
    // The user may have chosen another one meanwhile.
    if (values.value[through.key] !== value) return
    for (const { field, value: copied, label } of copies) {
      if (!field.readOnly && (values.value[field.key] ?? '') !== '') continue
      values.value[field.key] = copied
      if (label !== undefined) labels.value[field.key] = label
    }
  }

  function after(field: FieldModel): void {
    for (const [key, value] of Object.entries(setByChoice(field))) if (fieldOf.has(key)) values.value[key] = value
    dropMisfits(field)
    void copyFrom(field)
  }

  return { begin, after }
}
