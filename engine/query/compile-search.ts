import { sql, type RawBuilder } from 'kysely'
import type { FieldModel } from '../contract/model.ts'
import { columnsOf, type Column } from '../storage/columns.ts'
import { columnOf } from '../storage/sql-names.ts'
import { ilikePattern } from './ilike-pattern.ts'
import { moduleIn, type QueryScope } from './query-scope.ts'
import { PINYIN_MARK, pairsOf, searchedFields, searchWords } from './search-terms.ts'

const MOST_WORDS = 8
const MOST_PAIRS = 40
const LONGEST_WORD = 200

/**
 * The records that contain every word of a text in a field that the actor may read. The index finds all candidates
 * by their pairs of characters; their texts are then checked. Words in Latin letters also match the pinyin of names.
 */
export function compileSearch(scope: QueryScope, place: { module: string; alias: string }, q: string): RawBuilder<boolean> {
  const module = moduleIn(scope, place.module)
  const words = [...new Set(searchWords(q))].slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(''))
  const fields = searchedFields(module, scope.fieldTypes).filter((field) => scope.rights.canRead(module.key, field.key))
  const text = searchedText(scope, fields, place.alias)
  if (words.length === 0) return sql<boolean>`true`
  if (!text) return sql<boolean>`false`

  const byPinyin = fields.some((field) => field.key === module.nameField)
  const vector = columnOf('search_vector', place.alias)
  const query = words.map((word) => wordQuery(word, byPinyin)).join(' & ')
  const checks = words.map((word) => {
    const literal = containsWord(text, word)
    return byPinyin && PINYIN.test(word) ? sql`(${literal} or ${vector} @@ ${pinyinQuery(word)}::tsquery)` : literal
  })
  return sql<boolean>`(${vector} @@ ${query}::tsquery and ${sql.join(checks, sql` and `)})`
}

/** A word as tsquery: all its pairs, or for one character every pair that begins with it. */
export function wordQuery(word: string, byPinyin: boolean): string {
  const pairs = [...new Set(pairsOf(word).slice(0, -1))].slice(0, MOST_PAIRS)
  const literal = pairs.length === 0 ? `${quoteTerm(word)}:*` : pairs.map(quoteTerm).join(' & ')
  return byPinyin && PINYIN.test(word) ? `(${literal} | ${pinyinQuery(word)})` : `(${literal})`
}

function pinyinQuery(word: string): string {
  return `${quoteTerm(PINYIN_MARK + word)}:*`
}

/** A term in the text form of tsquery, where quotes and backslashes are doubled. */
function quoteTerm(term: string): string {
  return `'${term.replace(/['\\]/g, '$&$&')}'`
}

function containsWord(text: RawBuilder<unknown>, word: string): RawBuilder<unknown> {
  const literal = sql`${text} ilike ${ilikePattern(word, 'both')}`
  if (!DIGITS.test(word)) return literal
  // Numbers are written with spaces, hyphens and brackets that nobody types when searching.
  return sql`(${literal} or regexp_replace(${text}, e'[^0-9\\x1f]', '', 'g') like ${`%${word}%`})`
}

/** All texts of a record in one, kept apart by a character that no word holds; folded as the words are. */
function searchedText(scope: QueryScope, fields: FieldModel[], alias: string): RawBuilder<unknown> | undefined {
  const parts = fields.flatMap((field) => columnsOf(field, scope.fieldTypes)).flatMap((column) => textOfColumn(column, alias))
  if (parts.length === 0) return undefined
  return sql`normalize(concat_ws(e'\\x1f', ${sql.join(parts)}), nfkc) collate "zh-x-icu"`
}

function textOfColumn(column: Column, alias: string): RawBuilder<unknown>[] {
  const name = columnOf(column.name, alias)
  if (column.type === 'text') return [name]
  if (column.type === 'text[]') return [sql`array_to_string(${name}, e'\\x1f')`]
  return column.suffix === '' && /^(numeric|integer|bigint|smallint)/.test(column.type) ? [sql`${name}::text`] : []
}

const PINYIN = /^[a-z]{2,24}$/
const DIGITS = /^\d{3,}$/
