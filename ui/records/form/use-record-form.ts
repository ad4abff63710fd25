import { computed, type ComputedRef, type Ref, ref } from 'vue'
import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { createRecord } from '../../api/records.ts'
import { type OpenConflict, useMergingSave } from '../conflict/use-merging-save.ts'
import { type FormRules, useFormRules } from './use-form-rules.ts'
import { type FormValues, type RecordFormInput, useFormValues } from './use-form-values.ts'
import { useFollowingValues } from './use-following-values.ts'

export interface RecordForm extends FormRules, Pick<FormValues, 'record' | 'values' | 'labels' | 'isDirty' | 'changed'> {
  module: ModuleModel
  /** Text of the problem at each field. */
  errors: Ref<Record<string, string>>
  /** What went wrong as a whole; null when nothing did. */
  failure: Ref<ProblemError | null>
  /** Somebody else has changed the same fields while the form was open: to be asked by ConflictDialog. */
  conflict: ComputedRef<OpenConflict | null>
  isSaving: Ref<boolean>
  set(field: FieldModel, value: FieldValue, label?: string): void
  /** Saves; null when the server refused, or the user gave up: then errors and failure say why, and nothing that was typed is lost. */
  save(): Promise<RecordData | null>
}

/** The state of one form: values, what depends on them, and saving. With a record it edits, without it creates. */
export function useRecordForm(input: RecordFormInput): RecordForm {
  const { module } = input
  const state = useFormValues(input)
  const { record, values, labels, first, changed, rebase } = state
  const errors = ref<Record<string, string>>({})
  const failure = ref<ProblemError | null>(null)
  const isSaving = ref(false)
  /** One key for all tries of this form, so that a lost answer does not make a second record. */
  const idempotencyKey = crypto.randomUUID()
  const follow = useFollowingValues(module, { values, labels })
  if (!input.record) first.value = { ...first.value, ...follow.begin() }

  function set(field: FieldModel, value: FieldValue, label?: string): void {
    values.value[field.key] = value
    if (label !== undefined) labels.value[field.key] = label
    delete errors.value[field.key]
    follow.after(field)
  }

  const merging = useMergingSave()
  let gaveUp = false
  const conflict = computed<OpenConflict | null>(() => {
    const open = merging.conflict.value
    if (!open) return null
    const answer = (keepMine: string[] | null) => {
      gaveUp = keepMine === null
      open.answer(keepMine)
    }
    return { ...open, answer }
  })

  async function send(): Promise<RecordData> {
    if (record.value) return merging.save(record.value, changed.value)
    return createRecord(module.key, { values: toCreate(module, values.value) }, idempotencyKey)
  }

  async function save(): Promise<RecordData | null> {
    isSaving.value = true
    errors.value = {}
    failure.value = null
    gaveUp = false
    const sent = { ...values.value }
    try {
      const saved = await send()
      // Who gave up at a question goes on with what they typed, on top of the newer record.
      rebase(saved, gaveUp ? first.value : sent)
      if (gaveUp) return null
      return saved
    } catch (error) {
      failure.value = problemOf(error)
      errors.value = textsByField(failure.value)
      return null
    } finally {
      isSaving.value = false
    }
  }

  return { module, ...state, errors, failure, conflict, isSaving, set, save, ...useFormRules(module, values, record) }
}

/** What is wrong at each field; a path into a part counts for its field. */
function textsByField(problem: ProblemError): Record<string, string> {
  return Object.fromEntries(problem.problems.flatMap(({ field, message, code }) => (field ? [[field.split('.')[0] ?? field, message ?? code]] : [])))
}

/** Fields that nobody may write are the server's: what the form shows in them is a foresight. */
function toCreate(module: ModuleModel, values: Values): Values {
  const kept = new Set(module.fields.filter((field) => field.readOnly).map(({ key }) => key))
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== null && !kept.has(key)))
}
