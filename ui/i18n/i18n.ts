import { createI18n } from 'vue-i18n'
import type { Locale } from '../../engine/contract/label.ts'
import type { MessageTree } from './messages.ts'
import { fetchTexts, type TextPart } from './texts.ts'

/** The one instance; components use `useI18n()`, the few files without a component `i18n.global.t`. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: {} as Record<Locale, MessageTree>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

let wished: Locale | null = null
const wanted = new Set<TextPart>(['first'])
const known = new Set<string>()

/** Loads a language if need be and switches to it, at once and everywhere. */
export async function switchLocale(locale: Locale): Promise<void> {
  wished = locale
  await loadTexts(locale)
  // Another one may have been asked for meanwhile, and come sooner.
  if (wished !== locale) return
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

/** For what says more than every visit needs: fetches the texts of the folder on-demand beside it. */
export async function withTexts<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  wanted.add('onDemand')
  // Before there is a language, its texts come with it.
  const [part] = await Promise.all([fetchPart(), wished && loadTexts(wished)])
  return part
}

async function loadTexts(locale: Locale): Promise<void> {
  await Promise.all([...wanted].map((part) => loadPart(locale, part)))
}

async function loadPart(locale: Locale, part: TextPart): Promise<void> {
  const key = `${locale} ${part}`
  if (known.has(key)) return
  i18n.global.mergeLocaleMessage(locale, await fetchTexts(locale, part))
  known.add(key)
}
