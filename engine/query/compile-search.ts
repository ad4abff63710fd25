import { sql, type RawBuilder } from 'kysely'
import type { FieldModel } from '../contract/model.ts'
import { columnsOf, type Column } from '../storage/columns.ts'
import { columnOf } from '../storage/sql-names.ts'
import { caseCollation, ilikePattern } from './condition/ilike-pattern.ts'
import { moduleIn, type QueryScope } from './query-scope.ts'
import { PINYIN_MARK, pairsOf, quoteTerm, searchedFields, searchWords } from './search-terms.ts'

const MOST_WORDS = 8
const MOST_PAIRS = 40
const LONGEST_WORD = 200

/** A search in forms that mean the same and differ in what the planner makes of them. */
export interface CompiledSearch {
  /** What the index finds: more than what matches. */
  inIndex: RawBuilder<boolean>
  /** Whether a record that the index found matches; the planner believes that few do. */
  check: RawBuilder<boolean>
  /** Never by the index: row by row, for who goes through the rows in an order of their own. */
  byRow: RawBuilder<boolean>
  /** As the planner likes. */
  usual: RawBuilder<boolean>
}

/**
 * The records that contain every word of a text in a field that the actor may read. The index finds all candidates
 * by their pairs of characters; their texts are then checked. Words in Latin letters also match the pinyin of names.
 */
export function compileSearch(scope: QueryScope, place: { module: string; alias: string }, q: string): CompiledSearch {
  const module = moduleIn(scope, place.module)
  const words = [...new Set(searchWords(q))].slice(0, MOST_WORDS).map((word) => [...word].slice(0, LONGEST_WORD).join(''))
  const fields = searchedFields(module, scope.fieldTypes).filter((field) => scope.rights.canRead(module.key, field.key))
  const text = searchedText(scope, fields, place.alias)
  if (words.length === 0 || !text) return sameForAll(sql<boolean>`${sql.raw(String(words.length === 0))}`)

  const byPinyin = fields.some((field) => field.key === module.nameField)
  const vector = columnOf('search_vector', place.alias)
  const query = words.map((word) => wordQuery(word, byPinyin)).join(' & ')
  const checks = words.map((word) => {
    const literal = containsWord(text, word, sql`${vector} @@ ${wordQuery(word, false)}::tsquery`)
    return byPinyin && PINYIN.test(word) ? sql`(${literal} or ${vector} @@ ${pinyinQuery(word)}::tsquery)` : literal
  })
  const inIndex = sql<boolean>`${vector} @@ ${query}::tsquery`
  const check = sql<boolean>`${sql.join(checks, sql` and `)}`
  // What stands in a CASE is neither looked up in an index nor believed to be rare.
  const byRow = sql<boolean>`case when ${check} then true else false end`
  return { inIndex, check, byRow, usual: sql<boolean>`(${inIndex} and ${byRow})` }
}

function sameForAll(predicate: RawBuilder<boolean>): CompiledSearch {
  return { inIndex: predicate, check: predicate, byRow: predicate, usual: predicate }
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

/**
 * Whether a text holds a word. Texts are stored as people write them: those with compatibility forms (ＡＢＣ, ㍿) are
 * folded here, which is slow and therefore asked last, and only of those that have the word's pairs.
 */
function containsWord(text: RawBuilder<unknown>, word: string, hasPairs: RawBuilder<unknown>): RawBuilder<unknown> {
  const pattern = ilikePattern(word, 'both')
  const collation = caseCollation(word)
  const tests = [sql`${text} collate ${collation} ilike ${pattern}`]
  // Numbers are written with spaces, hyphens and brackets that nobody types when searching.
  if (DIGITS.test(word)) tests.push(sql`regexp_replace(${text}, e'[^0-9\\x1f]', '', 'g') like ${pattern}`)
  tests.push(sql`(${hasPairs} and ${text} is not nfkc normalized and normalize(${text}, nfkc) collate ${collation} ilike ${pattern})`)
  return sql`(${sql.join(tests, sql` or `)})`
}

/** All texts of a record in one, kept apart by a character that no word holds. */
function searchedText(scope: QueryScope, fields: FieldModel[], alias: string): RawBuilder<unknown> | undefined {
  const parts = fields.flatMap((field) => columnsOf(field, scope.fieldTypes)).flatMap((column) => textOfColumn(column, alias))
  return parts.length === 0 ? undefined : sql`concat_ws(e'\\x1f', ${sql.join(parts)})`
}

function textOfColumn(column: Column, alias: string): RawBuilder<unknown>[] {
  const name = columnOf(column.name, alias)
  if (column.type === 'text') return [name]
  if (column.type === 'text[]') return [sql`array_to_string(${name}, e'\\x1f')`]
  return column.suffix === '' && /^(numeric|integer|bigint|smallint)/.test(column.type) ? [sql`${name}::text`] : []
}

const PINYIN = /^[a-z]{2,24}$/
const DIGITS = /^\d{3,}$/
