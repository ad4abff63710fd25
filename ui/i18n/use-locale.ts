import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Label, labelIn, type Locale } from '../../engine/contract/label.ts'

export interface LocaleTools {
  locale: ComputedRef<Locale>
  /** The text of a label of the metadata in the language of the moment; '' for none. */
  labelOf(label: Label | undefined): string
  /** The same within a sentence: English says "New opportunity" of what is labelled "Opportunity", but leaves "FAQ" alone. */
  labelWithin(label: Label | undefined): string
}

/** The language of the moment, and metadata's labels in it. */
export function useLocale(): LocaleTools {
  const { locale } = useI18n({ useScope: 'global' })
  const current = computed(() => locale.value as Locale)
  const labelOf = (label: Label | undefined) => (label ? labelIn(label, current.value) : '')
  return { locale: current, labelOf, labelWithin: (label) => (current.value === 'en' ? withinSentence(labelOf(label)) : labelOf(label)) }
}

function withinSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
