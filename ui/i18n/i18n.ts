import { createI18n } from 'vue-i18n'
import { LOCALES, type Locale } from '../../engine/contract/label.ts'
import type { MessageTree } from './messages.ts'

/** The one instance; components use `useI18n()`, the few files without a component `i18n.global.t`. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: {} as Record<Locale, MessageTree>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

let wished: Locale = 'en'

/** Loads a language if need be and switches to it, at once and everywhere. */
export async function switchLocale(locale: Locale): Promise<void> {
  wished = locale
  if (!i18n.global.availableLocales.includes(locale)) {
    const { messages } = await LOADERS[locale]()
    i18n.global.setLocaleMessage(locale, messages)
  }
  // Another one may have been asked for meanwhile, and come sooner.
  if (wished !== locale) return
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

/** The language that fits a wish (`zh-Hans-CN`, `en_GB`) best, or null. */
export function localeFor(wish: string | null | undefined): Locale | null {
  if (!wish) return null
  const wished = wish.toLowerCase()
  return LOCALES.find((locale) => locale.toLowerCase() === wished) ?? LOCALES.find((locale) => wished.startsWith(locale.slice(0, 2))) ?? null
}

/** The first language of the browser that the product speaks. */
export function browserLocale(languages: readonly string[] = navigator.languages): Locale {
  for (const language of languages) {
    const locale = localeFor(language)
    if (locale) return locale
  }
  return 'en'
}

const LOADERS: Record<Locale, () => Promise<{ messages: MessageTree }>> = {
  en: () => import('./messages-en.ts'),
  'zh-CN': () => import('./messages-zh-cn.ts'),
}
