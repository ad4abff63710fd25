import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef } from 'vue'
import type { RecordData, Values } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { useSession } from '../../state/session.ts'
import { firstValues } from './first-values.ts'
import { isSame } from './same-value.ts'

export interface RecordFormInput {
  module: ModuleModel
  record?: RecordData
  preset?: Values
  presetLabels?: Record<string, string>
}

export interface FormValues {
  /** The record as it was last read or saved; null for one that is not there yet. */
  record: ShallowRef<RecordData | null>
  /** What the form began with: the record's values, or defaults. */
  first: ShallowRef<Values>
  /** Changed in place, so that a key touches only what depends on its field. */
  values: Ref<Values>
  labels: Ref<Record<string, string>>
  isDirty: ComputedRef<boolean>
  /** What is to be sent: of a record what differs, of a new one everything. */
  changed: ComputedRef<Values>
  /** Puts a newer version under the form: what differs from `known` was typed since and stays, all else becomes as the record is. */
  rebase(next: RecordData, known: Values): void
}

/** The values of one form, and the version of the record on which they stand. */
export function useFormValues(input: RecordFormInput): FormValues {
  const session = useSession()
  const record = shallowRef<RecordData | null>(input.record ?? null)
  const first = shallowRef<Values>(input.record ? { ...input.record.values } : { ...firstValues(input.module, session.me), ...input.preset })
  // Every field has its place from the beginning: what looks at one that is blank hears of its first value.
  const values = ref<Values>({ ...Object.fromEntries(input.module.fields.map(({ key }) => [key, null])), ...first.value })
  const labels = ref<Record<string, string>>({ ...(session.me && { owner: session.me.name }), ...input.record?.labels, ...input.presetLabels })

  const differing = (from: Values): Values => Object.fromEntries(Object.entries(values.value).filter(([key, value]) => !isSame(value, from[key])))
  const changed = computed<Values>(() => differing(record.value ? first.value : {}))
  const isDirty = computed(() => Object.entries(values.value).some(([key, value]) => !isSame(value, first.value[key])))

  function rebase(next: RecordData, known: Values): void {
    const typed = differing(known)
    first.value = { ...next.values }
    for (const key of new Set([...Object.keys(values.value), ...Object.keys(next.values)])) {
      if (Object.hasOwn(typed, key)) continue
      values.value[key] = next.values[key] ?? null
      if (next.labels[key] === undefined) delete labels.value[key]
      else labels.value[key] = next.labels[key]
    }
    record.value = next
  }

  return { record, first, values, labels, isDirty, changed, rebase }
}
