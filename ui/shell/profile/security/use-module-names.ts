import { computed, type ComputedRef } from 'vue'
import { useLocale } from '../../../i18n/use-locale.ts'
import type { SelectOption } from '../../../kit/select-option.ts'
import { useMetadata } from '../../../state/metadata.ts'

/** The modules that the user may see, by name in their language. */
export function useModuleNames(): { options: ComputedRef<SelectOption[]>; nameOf: (key: string) => string } {
  const metadata = useMetadata()
  const { labelOf } = useLocale()
  return {
    options: computed(() => Object.values(metadata.model?.modules ?? {}).map((module) => ({ value: module.key, label: labelOf(module.pluralLabel) }))),
    nameOf: (key) => labelOf(metadata.findModule(key)?.pluralLabel) || key,
  }
}
