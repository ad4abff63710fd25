import { computed, type ComputedRef, type Ref, ref } from 'vue'
import type { FieldValue, RecordData, Values } from '../../../engine/contract/api.ts'
import { evaluateCondition } from '../../../engine/contract/condition-evaluator.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { createRecord, updateRecord } from '../../api/records.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { firstValues } from './first-values.ts'

export interface RecordForm {
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
  isVisible(field: FieldModel): boolean
  isRequired(field: FieldModel): boolean
  isReadOnly(field: FieldModel): boolean
  holds(condition: FieldModel['visibleIf']): boolean
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
  const settings = computed(() => ({
    fields: module.fields,
    actorId: session.me?.id ?? null,
    now: new Date(),
    timeZone: session.me?.timeZone ?? 'UTC',
    currencies: metadata.currencies,
  }))
  const holds = (condition: FieldModel['visibleIf']): boolean => condition === undefined || evaluateCondition(condition, values.value, settings.value)

  function set(field: FieldModel, value: FieldValue, label?: string): void {
    values.value = { ...values.value, [field.key]: value, ...setByChoice(field, value) }
    if (label !== undefined) labels.value = { ...labels.value, [field.key]: label }
    const { [field.key]: _solved, ...others } = errors.value
    errors.value = others
  }

  /** A choice may bring values of other fields with it: a stage its probability. */
  function setByChoice(field: FieldModel, value: FieldValue): Values {
    const chosen = typeof value === 'string' ? metadata.picklistValues(field).find((candidate) => candidate.key === value) : undefined
    return field.type === 'picklist' ? (chosen?.sets ?? {}) : {}
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
      errors.value = Object.fromEntries(
        failure.value.problems.flatMap(({ field, message, code }) => (field ? [[field.split('.')[0] ?? field, message ?? code]] : [])),
      )
      return null
    } finally {
      isSaving.value = false
    }
  }

  return {
    module,
    values,
    labels,
    errors,
    failure,
    isDirty,
    isSaving,
    changed,
    set,
    holds,
    save,
    isVisible: (field) => holds(field.visibleIf),
    isRequired: (field) => field.required === true || (field.requiredIf !== undefined && holds(field.requiredIf)),
    isReadOnly: (field) =>
      field.readOnly === true ||
      field.type === 'auto_number' ||
      (field.readOnlyIf !== undefined && holds(field.readOnlyIf)) ||
      (field.writeOnce === true && record !== undefined && record.values[field.key] !== null),
  }
}

function isSame(left: FieldValue | undefined, right: FieldValue | undefined): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null)
}

function withoutBlanks(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
