import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Label, labelIn, type Locale } from '../../engine/contract/label.ts'

export interface LocaleTools {
  locale: ComputedRef<Locale>
  /** The text of a label of the metadata in the language of the moment; '' for none. */
  labelOf(label: Label | undefined): string
  /** The same within a sentence: English says "New opportunity" of what is labelled "Opportunity", but leaves "FAQ" alone. */
  labelWithin(label: Label | undefined): string
  /** Several names in a row. */
  listOf(names: readonly string[]): string
  /** What something is, after what it is of. */
  pairOf(name: string, text: string): string
}

const COMMA: Record<Locale, string> = { en: ', ', 'zh-CN': '、' }
const COLON: Record<Locale, string> = { en: ': ', 'zh-CN': '：' }

/** The language of the moment, and metadata's labels in it. */
export function useLocale(): LocaleTools {
  const { locale } = useI18n({ useScope: 'global' })
  const current = computed(() => locale.value as Locale)
  const labelOf = (label: Label | undefined) => (label ? labelIn(label, current.value) : '')
  return {
    locale: current,
    labelOf,
    labelWithin: (label) => (current.value === 'en' ? withinSentence(labelOf(label)) : labelOf(label)),
    listOf: (names) => names.join(COMMA[current.value]),
    pairOf: (name, text) => name + COLON[current.value] + text,
  }
}

function withinSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
