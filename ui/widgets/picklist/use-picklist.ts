import { computed, type ComputedRef } from 'vue'
import type { FieldValue, Values } from '../../../engine/contract/api.ts'
import type { FieldModel, PicklistValueModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import type { SelectOption } from '../../kit/select-option.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { offeredValues } from './offered-values.ts'

interface Picklist {
  labelOf(key: string): string
  colorOf(key: string): string | undefined
  /** All values, for filters. */
  all: ComputedRef<SelectOption[]>
}
interface PicklistChoice extends Picklist {
  /** The values that may be chosen with the other values of the form, and what is chosen already. */
  options: ComputedRef<SelectOption[]>
}

/** The values of a picklist field in the user's language. */
export function usePicklist(field: () => FieldModel): Picklist {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const find = (key: string) => metadata.picklistValues(field()).find((value) => value.key === key)
  const all = computed(() => metadata.picklistValues(field()).map((value) => toOption(value, labelOf)))
  return { all, labelOf: (key) => labelOf(find(key)?.label) || key, colorOf: (key) => find(key)?.color }
}

/** The same for an input: what the form's other values and the user's role leave over. */
export function usePicklistChoice(input: { field: () => FieldModel; values: () => Values; chosen: () => FieldValue }): PicklistChoice {
  const { field, values, chosen } = input
  const picklist = usePicklist(field)
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const session = useSession()
  const options = computed(() => {
    const governing = values()[field().dependsOn ?? ''] ?? null
    const offered = offeredValues(field(), metadata.picklistValues(field()), {
      governing,
      role: session.me?.role ?? null,
      isAdmin: session.me?.isAdmin ?? false,
    })
    const kept = [chosen()].flat().filter((key): key is string => typeof key === 'string' && key !== '' && !offered.some((value) => value.key === key))
    return [
      ...offered.map((value) => toOption(value, labelOf)),
      ...kept.map((key) => ({ value: key, label: picklist.labelOf(key), color: picklist.colorOf(key) })),
    ]
  })
  return { ...picklist, options }
}

function toOption(value: PicklistValueModel, labelOf: (label: PicklistValueModel['label']) => string): SelectOption {
  return { value: value.key, label: labelOf(value.label), color: value.color }
}
