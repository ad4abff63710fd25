import { computed, type Ref } from 'vue'
import type { RecordData, Values } from '../../../engine/contract/api.ts'
import { evaluateCondition } from '../../../engine/contract/condition-evaluator.ts'
import type { Condition } from '../../../engine/contract/condition.ts'
import { weekStartOf } from '../../../engine/contract/formats.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { useReferredValues } from './use-referred-values.ts'

/** What the values of a form mean for its fields, by the conditions of the metadata. */
export interface FormRules {
  holds(condition: FieldModel['visibleIf']): boolean
  isVisible(field: FieldModel): boolean
  isRequired(field: FieldModel): boolean
  isReadOnly(field: FieldModel): boolean
  /** What the metadata says of a value that breaks its `validIf`; null where it holds, or is blank. */
  complaintOf(field: FieldModel): string | null
}

/** The rules of one form; with a record, fields that are written once stay as they are. */
export function useFormRules(module: ModuleModel, values: Ref<Values>, record: Ref<RecordData | null>): FormRules {
  const metadata = useMetadata()
  const session = useSession()
  const { labelOf } = useLocale()
  const settings = computed(() => ({
    fields: module.fields,
    actorId: session.me?.id ?? null,
    now: new Date(),
    timeZone: session.me?.timeZone ?? 'UTC',
    weekStart: weekStartOf(session.me?.formats),
    currencies: metadata.currencies,
  }))
  const referred = useReferredValues(module, values)
  /** Most modules look at no other record: then a key touches only the conditions that name its field. */
  const seen = (own: Values): Values => (referred.value ? { ...own, ...referred.value } : own)
  const test = (condition: Condition, own: Values): boolean => evaluateCondition(condition, seen(own), settings.value)
  const holds = (condition: FieldModel['visibleIf']): boolean => condition === undefined || test(condition, values.value)
  const isSetOnce = (field: FieldModel): boolean => field.writeOnce === true && record.value !== null && (record.value.values[field.key] ?? null) !== null
  const isFixed = (field: FieldModel): boolean => field.readOnly === true || field.type === 'auto_number' || isSetOnce(field)
  /** As the server has it: what is locked hangs on the record as it stands, so that who closes it may still set its last field. */
  const isLocked = (field: FieldModel): boolean => field.readOnlyIf !== undefined && record.value !== null && test(field.readOnlyIf, record.value.values)
  const isBlank = (field: FieldModel): boolean => (values.value[field.key] ?? '') === ''
  return {
    holds,
    isVisible: (field) => holds(field.visibleIf),
    isRequired: (field) => field.required === true || (field.requiredIf !== undefined && holds(field.requiredIf)),
    isReadOnly: (field) => isFixed(field) || isLocked(field),
    complaintOf: (field) => (field.validIf && !isBlank(field) && !holds(field.validIf.condition) ? labelOf(field.validIf.message) : null),
  }
}
