import { createHash } from 'node:crypto'
import type { FieldValue, Values } from '../../contract/api.ts'
import type { DuplicateRule, ModuleModel } from '../../contract/model.ts'
import { normaliseText } from './normalise-text.ts'

/** Terms of duplicates begin with this mark: they are no part of the text that people search. */
const DUPLICATE_MARK = '='

/**
 * One term for each duplicate rule, kept in the record's search_vector: records with the same term are duplicates by that
 * rule, and its index finds them whatever the rule compares. What is only similar has no term.
 */
export function duplicateTerms(module: ModuleModel, values: Values): string[] {
  return module.duplicates.flatMap((rule) => duplicateTerm(rule, values) ?? [])
}

/** The term of one rule: of its exact and normalised parts. null where one of its fields is blank, or all are to be similar. */
export function duplicateTerm(rule: DuplicateRule, values: Values): string | null {
  if (rule.match.every(({ by }) => by === 'similar')) return null
  const key = duplicateKey(rule, values)
  if (!key) return null
  const signature = rule.match.filter(({ by }) => by !== 'similar').map(({ field, by }) => `${field}.${by}`)
  const hash = createHash('sha256')
    .update(JSON.stringify([signature, key]))
    .digest('base64url')
  return `${DUPLICATE_MARK}${hash.slice(0, 22)}`
}

/** The texts that a rule compares for equality, in the form in which it does; null where any of its fields is blank. Equal keys are duplicates of each other. */
export function duplicateKey(rule: DuplicateRule, values: Values): string[] | null {
  const parts = rule.match.map(({ field, by }) => comparableText(values[field] ?? null, by))
  if (parts.some((part) => part === '')) return null
  return parts.filter((_part, index) => rule.match[index]?.by !== 'similar')
}

/** Case and width do not count in an exact match either; a normalised one is described at {@link normaliseText}. */
export function comparableText(value: FieldValue, by: 'exact' | 'normalised' | 'similar'): string {
  const text = plainText(value)
  return by === 'normalised' ? normaliseText(text) : text.normalize('NFKC').trim().toLowerCase()
}

function plainText(value: FieldValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return JSON.stringify([...value].map(plainText).sort())
  if (typeof value !== 'object') return String(value)
  if (value.id !== undefined) return String(value.id)
  return value.amount === undefined ? JSON.stringify(Object.entries(value).sort()) : `${value.amount} ${value.currency}`
}
