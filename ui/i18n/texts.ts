import type { Locale } from '../../engine/contract/label.ts'
import type { MessageTree } from './messages.ts'

/** `first`: what the frame and the screens of records say. `onDemand`: what is opened seldom, as the settings; its areas are in the folder on-demand. */
export type TextPart = 'first' | 'onDemand'

/** Fetches texts of a language; the same answer each time. */
export async function fetchTexts(locale: Locale, part: TextPart): Promise<MessageTree> {
  return (await FILES[locale][part]()).messages
}

const FILES: Record<Locale, Record<TextPart, () => Promise<{ messages: MessageTree }>>> = {
  en: { first: () => import('./messages-en.ts'), onDemand: () => import('./messages-en-on-demand.ts') },
  'zh-CN': { first: () => import('./messages-zh-cn.ts'), onDemand: () => import('./messages-zh-cn-on-demand.ts') },
}
