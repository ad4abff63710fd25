import { useDebounceFn } from '@vueuse/core'
import { computed, type ComputedRef, onScopeDispose, shallowRef, watch } from 'vue'
import type { FieldModel } from '../../../engine/contract/model.ts'
import { useSession } from '../../state/session.ts'
import { draftsIn, forgetDrafts, keepDraft } from './draft-store.ts'
import { isSame } from './same-value.ts'
import type { RecordForm } from './use-record-form.ts'

/** A long text that was typed here and never saved. */
export interface Draft {
  field: FieldModel
  text: string
  /** When it was typed last. */
  at: string
}

export interface FormDrafts {
  /** What was found from an earlier time; empty once it was taken or thrown away. */
  found: ComputedRef<Draft[]>
  take(): void
  discard(): void
  /** Saved, or left on purpose: nothing is to be offered again. */
  forget(): void
}

const PAUSE_MS = 400
const LONG_TEXTS = ['long_text', 'rich_text']

/** Keeps the long texts of a form in this browser while they are typed, and offers them again after a crash. */
export function useFormDrafts(form: RecordForm): FormDrafts {
  const session = useSession()
  const place = `${session.me?.id ?? ''}.${form.module.key}.${form.record.value?.id ?? 'new'}`
  const fields = form.module.fields.filter((field) => LONG_TEXTS.includes(field.type) && !form.isReadOnly(field))
  const first = Object.fromEntries(fields.map(({ key }) => [key, form.values.value[key] ?? null]))
  const earlier = shallowRef<Draft[]>(
    draftsIn(place).flatMap(({ field: key, text, at }) => {
      const field = fields.find((candidate) => candidate.key === key)
      return field && !isSame(text, first[key]) ? [{ field, text, at }] : []
    }),
  )
  let isOver = false

  const keep = useDebounceFn((key: string) => {
    const value = form.values.value[key] ?? null
    if (isOver) return
    keepDraft(place, { field: key, text: typeof value === 'string' && !isSame(value, form.record.value?.values[key]) ? value : null })
  }, PAUSE_MS)
  for (const { key } of fields)
    watch(
      () => form.values.value[key],
      () => void keep(key),
    )

  function take(): void {
    for (const { field, text } of earlier.value) form.set(field, text)
    earlier.value = []
  }
  function discard(): void {
    for (const { field } of earlier.value) keepDraft(place, { field: field.key, text: null })
    earlier.value = []
  }
  function forget(): void {
    forgetDrafts(place)
    earlier.value = []
  }
  onScopeDispose(() => {
    isOver = true
  })
  return { found: computed(() => earlier.value), take, discard, forget }
}
