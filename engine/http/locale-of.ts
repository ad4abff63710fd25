import type { Locale } from '../contract/label.ts'

/** The language that an Accept-Language header asks for, of those there are: for people who chose none, and for those who are not signed in. */
export function localeOf(header: string | undefined): Locale {
  return /^\s*zh/i.test(header ?? '') ? 'zh-CN' : 'en'
}
