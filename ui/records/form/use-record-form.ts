import { computed, type ComputedRef, type Ref, ref } from 'vue'
import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel, PicklistValueModel } from '../../../engine/contract/model.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { createRecord, updateRecord } from '../../api/records.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { firstValues } from './first-values.ts'
import { type FormRules, useFormRules } from './use-form-rules.ts'

export interface RecordForm extends FormRules {
  module: ModuleModel
  values: Ref<Values>
  labels: Ref<Record<string, string>>
  /** Text of the problem at each field. */
  errors: Ref<Record<string, string>>
  /** What went wrong as a whole; null when nothing did. */
  failure: Ref<ProblemError | null>
  isDirty: ComputedRef<boolean>
  isSaving: Ref<boolean>
  changed: ComputedRef<Values>
  set(field: FieldModel, value: FieldValue, label?: string): void
  /** Saves; null when the server refused: then errors and failure say why, and nothing that was typed is lost. */
  save(): Promise<RecordData | null>
}

/** The state of one form: values, what depends on them, and saving. With a record it edits, without it creates. */
export function useRecordForm(input: { module: ModuleModel; record?: RecordData; preset?: Values; presetLabels?: Record<string, string> }): RecordForm {
  const { module, record } = input
  const metadata = useMetadata()
  const session = useSession()
  const first: Values = record ? { ...record.values } : { ...firstValues(module, session.me), ...input.preset }
  const values = ref<Values>({ ...first })
  const labels = ref<Record<string, string>>({ ...(session.me && { owner: session.me.name }), ...record?.labels, ...input.presetLabels })
  const errors = ref<Record<string, string>>({})
  const failure = ref<ProblemError | null>(null)
  const isSaving = ref(false)
  /** One key for all tries of this form, so that a lost answer does not make a second record. */
  const idempotencyKey = crypto.randomUUID()

  const changed = computed<Values>(() =>
    Object.fromEntries(Object.entries(values.value).filter(([key, value]) => !isSame(value, record ? first[key] : undefined))),
  )
  const isDirty = computed(() => Object.entries(values.value).some(([key, value]) => !isSame(value, first[key])))
  const rules = useFormRules(module, values, record)

  function set(field: FieldModel, value: FieldValue, label?: string): void {
    values.value = { ...values.value, [field.key]: value, ...setByChoice(metadata.picklistValues(field), field, value) }
    if (label !== undefined) labels.value = { ...labels.value, [field.key]: label }
    const { [field.key]: _solved, ...others } = errors.value
    errors.value = others
  }

  async function save(): Promise<RecordData | null> {
    isSaving.value = true
    errors.value = {}
    failure.value = null
    try {
      if (record) return await updateRecord(record, changed.value)
      return await createRecord(module.key, { values: withoutBlanks(values.value) }, idempotencyKey)
    } catch (error) {
      failure.value = problemOf(error)
      errors.value = textsByField(failure.value)
      return null
    } finally {
      isSaving.value = false
    }
  }

  return { module, values, labels, errors, failure, isDirty, isSaving, changed, set, save, ...rules }
}

/** A choice may bring values of other fields with it: a stage its probability. */
function setByChoice(choices: PicklistValueModel[], field: FieldModel, value: FieldValue): Values {
  return field.type === 'picklist' ? (choices.find((choice) => choice.key === value)?.sets ?? {}) : {}
}

/** What is wrong at each field; a path into a part counts for its field. */
function textsByField(problem: ProblemError): Record<string, string> {
  return Object.fromEntries(problem.problems.flatMap(({ field, message, code }) => (field ? [[field.split('.')[0] ?? field, message ?? code]] : [])))
}

function isSame(left: FieldValue | undefined, right: FieldValue | undefined): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}

function withoutBlanks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
