import { computed, type ComputedRef, ref, type Ref, watch } from 'vue'
import type { AccessExplanation } from '../../../engine/contract/access.ts'
import { explainAccess, type RecordAddress } from '../../api/access.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import type { SelectOption } from '../../kit/select-option.ts'
import { useMetadata } from '../../state/metadata.ts'
import { type Loading, useLoading } from '../use-loading.ts'

/** What can be asked of a record. */
export const EXPLAINED_ACTIONS = ['read', 'update', 'delete'] as const

export interface AccessQuestion {
  record: RecordAddress
  /** The id of whoever is asked about. */
  user: string
  action: string
}
export interface AccessAnswer {
  /** The field that is asked about; null for the whole record. */
  field: Ref<string | null>
  /** Empty where no single field can be asked about: a record is deleted as a whole. */
  fields: ComputedRef<SelectOption[]>
  explanation: Loading<AccessExplanation>
}

/** Why somebody may do something with a record or with one of its fields; asked anew whenever the question changes. */
export function useAccessAnswer(question: () => AccessQuestion): AccessAnswer {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const field = ref<string | null>(null)
  const fields = computed(() => {
    const { record, action } = question()
    const all = action === 'delete' ? [] : (metadata.findModule(record.module)?.fields ?? [])
    return all.map(({ key, label }) => ({ value: key, label: labelOf(label) }))
  })
  const asked = computed(() => (fields.value.some(({ value }) => value === field.value) ? (field.value ?? undefined) : undefined))
  const explanation = useLoading(() => {
    const { record, user, action } = question()
    return explainAccess(record, { user, action, field: asked.value })
  })
  // The same question may come as another object: only another one is asked.
  watch(
    () => {
      const { record, user, action } = question()
      return [record.id, user, action, asked.value].join(' ')
    },
    () => {
      explanation.data.value = null
      void explanation.reload()
    },
  )
  return { field, fields, explanation }
}
