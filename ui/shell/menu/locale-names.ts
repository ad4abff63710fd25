import type { Locale } from '../../../engine/contract/label.ts'

/** Every language calls itself by its own name, whatever the language of the screen. */
export const LOCALE_NAMES: [Locale, string][] = [
  ['en', 'English'],
  ['zh-CN', '简体中文'],
]
