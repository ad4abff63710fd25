import { sql, type RawBuilder } from 'kysely'
import { quoteText } from '../sql-names.ts'
import type { ComparableForm } from './table-spec.ts'

/** Space, the wide space of Chinese text, the one that does not break, and ASCII punctuation. */
const SQUEEZED_OUT = ' \t\n\u00a0\u3000!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const squeezedOut = new Set(SQUEEZED_OUT)

/**
 * A text in the form in which look-ups and duplicates compare it. Statements and indexes both take it from here:
 * an index on an expression serves only those who write it in the same way. Compared byte by byte: equality needs no
 * order of words, and an index in the order of a language costs a write ten times as much.
 */
export function comparable(text: RawBuilder<unknown>, form: ComparableForm): RawBuilder<unknown> {
  const lower = sql`lower(${text}::text collate "zh-x-icu")`
  return form === 'lower' ? sql`(${lower} collate "C")` : sql`(translate(${lower}, ${sql.lit(SQUEEZED_OUT)}, '') collate "C")`
}

/** The same as DDL text; `text` is a quoted column. */
export function comparableText(text: string, form: ComparableForm): string {
  const lower = `lower(${text}::text collate "zh-x-icu")`
  return form === 'lower' ? `(${lower} collate "C")` : `(translate(${lower}, ${quoteText(SQUEEZED_OUT)}, '') collate "C")`
}

/** The same of a text that is at hand. */
export function comparableValue(text: string, form: ComparableForm): string {
  const lower = text.toLowerCase()
  return form === 'lower' ? lower : [...lower].filter((character) => !squeezedOut.has(character)).join('')
}
