import { computed, type Ref } from 'vue'
import type { RecordData, Values } from '../../../engine/contract/api.ts'
import { evaluateCondition } from '../../../engine/contract/condition-evaluator.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'

/** What the values of a form mean for its fields, by the conditions of the metadata. */
export interface FormRules {
  holds(condition: FieldModel['visibleIf']): boolean
  isVisible(field: FieldModel): boolean
  isRequired(field: FieldModel): boolean
  isReadOnly(field: FieldModel): boolean
}

/** The rules of one form; with a record, fields that are written once stay as they are. */
export function useFormRules(module: ModuleModel, values: Ref<Values>, record?: RecordData): FormRules {
  const metadata = useMetadata()
  const session = useSession()
  const settings = computed(() => ({
    fields: module.fields,
    actorId: session.me?.id ?? null,
    now: new Date(),
    timeZone: session.me?.timeZone ?? 'UTC',
    currencies: metadata.currencies,
  }))
  const holds = (condition: FieldModel['visibleIf']): boolean => condition === undefined || evaluateCondition(condition, values.value, settings.value)
  const isSetOnce = (field: FieldModel): boolean => field.writeOnce === true && record !== undefined && record.values[field.key] !== null
  const isFixed = (field: FieldModel): boolean => field.readOnly === true || field.type === 'auto_number' || isSetOnce(field)
  return {
    holds,
    isVisible: (field) => holds(field.visibleIf),
    isRequired: (field) => field.required === true || (field.requiredIf !== undefined && holds(field.requiredIf)),
    isReadOnly: (field) => isFixed(field) || (field.readOnlyIf !== undefined && holds(field.readOnlyIf)),
  }
}
