import { sql, type RawBuilder } from 'kysely'
import type { ComparableForm } from './table-spec.ts'

/** Space and ASCII punctuation. */
const PUNCTUATION = '[\\s!-/:-@\\[-`{-~]'

/**
 * A text in the form in which look-ups and duplicates compare it. Statements and indexes both take it from here:
 * an index on an expression serves only those who write it in the same way.
 */
export function comparable(text: RawBuilder<unknown>, form: ComparableForm): RawBuilder<unknown> {
  return form === 'lower' ? sql`lower(${text}::text)` : sql`lower(regexp_replace(${text}::text, ${sql.lit(PUNCTUATION)}, '', 'g'))`
}

/** The same as DDL text; `text` is a quoted column. */
export function comparableText(text: string, form: ComparableForm): string {
  return form === 'lower' ? `lower(${text}::text)` : `lower(regexp_replace(${text}::text, '${PUNCTUATION}', '', 'g'))`
}
