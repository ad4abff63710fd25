/** The languages of the product; each is complete. */
export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

/** A text in every language of the product. */
export interface Label {
  en: string
  'zh-CN': string
}

/** The text of a label in one language. */
export function labelIn(label: Label, locale: Locale): string {
  return label[locale]
}
