import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Label, labelIn, type Locale } from '../../engine/contract/label.ts'

export interface LocaleTools {
  locale: ComputedRef<Locale>
  /** The text of a label of the metadata in the language of the moment; '' for none. */
  labelOf(label: Label | undefined): string
}

/** The language of the moment, and metadata's labels in it. */
export function useLocale(): LocaleTools {
  const { locale } = useI18n({ useScope: 'global' })
  const current = computed(() => locale.value as Locale)
  return { locale: current, labelOf: (label) => (label ? labelIn(label, current.value) : '') }
}
