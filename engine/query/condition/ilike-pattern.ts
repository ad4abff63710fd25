import { sql, type RawBuilder } from 'kysely'

/** On which sides of the text anything may stand. */
export type Affix = 'both' | 'start' | 'end'

/** A pattern for LIKE that means the text itself: its wildcards are escaped. */
export function ilikePattern(text: string, affix: Affix): string {
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return `${affix === 'end' ? '' : '%'}${literal}${affix === 'start' ? '' : '%'}`
}

/**
 * The collation by which ILIKE folds case. Most texts that people look for need no more than the case of A to Z,
 * which C folds eight times as fast as ICU does; letters beyond ASCII take ICU.
 */
export function caseCollation(text: string): RawBuilder<unknown> {
  return [...text].some((letter) => letter > '\x7f' && letter.toUpperCase() !== letter.toLowerCase()) ? sql.id('zh-x-icu') : sql.id('C')
}
