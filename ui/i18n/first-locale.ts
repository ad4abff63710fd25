import { LOCALES, type Locale } from '../../engine/contract/label.ts'

const STORED_LOCALE = 'mortise.locale'

/** The language before anybody signed in: the last one used here, else the browser's. */
export function firstLocale(): Locale {
  return localeFor(localStorage.getItem(STORED_LOCALE)) ?? browserLocale()
}

/** For the next start in this browser. */
export function rememberLocale(locale: Locale): void {
  localStorage.setItem(STORED_LOCALE, locale)
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
