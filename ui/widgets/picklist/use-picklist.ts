import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Values } from '../../../engine/contract/api.ts'
import { labelIn, type Locale } from '../../../engine/contract/label.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'
import type { SelectOption } from '../../kit/select-option.ts'
import { useMetadata } from '../../state/metadata.ts'

interface Picklist {
  labelOf(key: string): string
  colorOf(key: string): string | undefined
  /** The values that may be chosen; with `values`, only those that the governing field allows. */
  options: ComputedRef<SelectOption[]>
}

/** The values of a picklist field in the user's language. */
export function usePicklist(field: () => FieldModel, values?: () => Values): Picklist {
  const { locale } = useI18n({ useScope: 'global' })
  const metadata = useMetadata()
  const find = (key: string) => metadata.picklistValues(field()).find((value) => value.key === key)

  const options = computed(() => {
    const governing = field().dependsOn
    const chosen = governing && values ? values()[governing] : undefined
    return metadata.picklistValues(field())
      .filter((value) => !value.for || typeof chosen !== 'string' || value.for.includes(chosen))
      .map((value) => ({ value: value.key, label: labelIn(value.label, locale.value as Locale), color: value.color }))
  })
  return {
    options,
    labelOf(key) {
      const value = find(key)
      return value ? labelIn(value.label, locale.value as Locale) : key
    },
    colorOf: (key) => find(key)?.color,
  }
}
