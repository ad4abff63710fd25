import type { Problem } from '../../contract/api.ts'
import type { Label, Locale } from '../../contract/label.ts'
import { MESSAGES } from './message-texts.ts'

/** The text of a code in a language, its `{params}` filled in; undefined for a code that has none. */
export function messageOf(code: string, params: Problem['params'], locale: Locale): string | undefined {
  const label: Label | undefined = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined
  return label?.[locale].replace(/\{(\w+)\}/g, (whole, name: string) => (params && Object.hasOwn(params, name) ? inWords(params[name]) : whole))
}

/** Adds its text to every problem that has none. */
export function problemsInWords(problems: Problem[], locale: Locale): Problem[] {
  return problems.map((problem) => ({ ...problem, message: problem.message ?? messageOf(problem.code, problem.params, locale) ?? problem.code }))
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value)
}
