import type { Locale } from '../../contract/label.ts'
import { usernameOf } from '../../behaviors/username-from-name.ts'
import type { GeneratorShapes, Text, Words } from './demo-plan.ts'
import { type DemoScope, textOf, valueAt } from './demo-world.ts'

const PLACEHOLDER = /^\{(?<path>=?)(?<name>[\w.]+)(?::(?<digits>\d+))?(?<latin>\|latin)?\}$/

/**
 * Fills one of the texts in the language of the record. Placeholders: `{cities}` a word of a list, `{=account.name}` what a path
 * leads to, `{n:4}` the number of the record in its set in four digits, `{digits:8}` digits by chance; `|latin` writes Chinese in Latin letters.
 */
export function writeText(scope: DemoScope, { text }: GeneratorShapes['text']): string {
  const own = typeof text === 'string' || Array.isArray(text) ? text : inLanguage(text, scope.record.language)
  const template = typeof own === 'string' ? own : (scope.random.pick(own) ?? '')
  return template.replace(/\{[^}]*\}/g, (whole) => filled(scope, whole))
}

function filled(scope: DemoScope, whole: string): string {
  const { path, name = '', digits = '1', latin } = PLACEHOLDER.exec(whole)?.groups ?? {}
  if (name === '') throw new Error(`The sample data has a text with ${whole}, which says nothing.`)
  const text = path ? textOf(valueAt(scope.world, scope.record, name)) : placeholder(scope, name, Number(digits))
  return latin ? usernameOf(text) : text
}

function placeholder(scope: DemoScope, name: string, digits: number): string {
  if (name === 'n') return String(scope.position).padStart(digits, '0')
  if (name === 'digits') return Array.from({ length: digits }, () => scope.random.between([0, 9])).join('')
  return wordOf(scope, name)
}

/** A word of a list of the plan, in the language of the record. */
export function wordOf({ world, random, record }: DemoScope, list: string): string {
  const words: Words | undefined = Object.hasOwn(world.plan.words, list) ? world.plan.words[list] : undefined
  if (!words) throw new Error(`The sample data has no list of words "${list}".`)
  return random.pick(Array.isArray(words) ? words : inLanguage(words, record.language)) ?? ''
}

function inLanguage<T extends Text>(texts: Record<Locale, T>, language: Locale): T {
  return texts[language]
}
