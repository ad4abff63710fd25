import { describe, expect, it } from 'vitest'
import type { MessageTree } from './messages.ts'

const files = {
  en: import.meta.glob<Record<string, MessageTree>>('./en/**/*.ts', { eager: true }),
  'zh-CN': import.meta.glob<Record<string, MessageTree>>('./zh-CN/**/*.ts', { eager: true }),
}
/** `on-demand/audit` is the area that is fetched with its pages. */
const areas = (locale: keyof typeof files) =>
  Object.keys(files[locale])
    .map((file) => file.replace(`./${locale}/`, '').replace('.ts', ''))
    .sort()

describe('the messages', () => {
  it('have the same areas in every language', () => {
    expect(areas('zh-CN')).toEqual(areas('en'))
  })

  it.each(areas('en'))('say everything of the area %s in every language, with the same parameters', (area) => {
    const english = textsOf(files.en[`./en/${area}.ts`] ?? {})
    const chinese = textsOf(files['zh-CN'][`./zh-CN/${area}.ts`] ?? {})
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('')
      expect(chinese.get(key)?.trim(), key).not.toBe('')
      expect(parametersOf(chinese.get(key) ?? ''), key).toEqual(parametersOf(text))
    }
  })
})

function textsOf(tree: MessageTree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...textsOf(value, `${prefix}${key}.`)],
    ),
  )
}

function parametersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()
}
