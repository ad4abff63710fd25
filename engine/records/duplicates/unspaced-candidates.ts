import { sql } from 'kysely'
import type { Values } from '../../contract/api.ts'
import { visibleRows } from '../../query/scope/row-predicate.ts'
import { pairsOf, quoteTerm, searchedFields } from '../../query/search-terms.ts'
import { tableOf } from '../../storage/sql-names.ts'
import { runStatement } from '../call/row-predicate.ts'
import type { ModuleCall } from '../call/module-call.ts'
import type { CandidateQuestion, ScoredId } from './candidate.ts'
import { comparableText, duplicateTerm } from './duplicate-terms.ts'
import { normaliseText } from './normalise-text.ts'
import { isUnspaced } from './search/block-keys.ts'
import { similarity, trigramsOf } from './search/trigrams.ts'

/** What shares a piece of the name with what is typed; more than these are not compared. */
const MOST_COMPARED = 1_000

/** The field by whose text candidates are looked up: the first similar one in a script without spaces that the search index holds. */
export function unspacedField({ ctx, module }: ModuleCall, { rule, values }: CandidateQuestion): string | undefined {
  const searched = new Set(searchedFields(module, ctx.fieldTypes).map(({ key }) => key))
  return rule.match.find(({ field, by }) => by === 'similar' && searched.has(field) && isUnspaced(String(values[field] ?? '')))?.field
}

/**
 * Records like a text in Chinese or Japanese. The database's own trigrams see nothing in it where it runs in the C locale: records
 * that share a piece of the text come from the search index, and are compared here by the same formula.
 */
export async function unspacedCandidates(call: ModuleCall, field: string, { rule, values, except }: CandidateQuestion): Promise<ScoredId[]> {
  const pieces = piecesOf(String(values[field]))
  if (pieces.length === 0) return []
  const similar = rule.match.filter(({ by }) => by === 'similar').map((part) => part.field)
  const term = duplicateTerm(rule, values)
  const rows = await runStatement(
    call,
    sql<{ id: string; texts: (string | null)[] }>`
    select r.id, array[${sql.join(similar.map((key) => sql`${sql.id('r', key)}::text`))}] as texts from ${tableOf(call.module.key)} r
    where ${visibleRows(call.scope, { module: call.module.key, alias: 'r', action: 'read' })} and r.search_vector @@ ${pieces.join(' | ')}::tsquery
      ${term === null ? sql`` : sql`and r.search_vector @@ ${`'${term}'`}::tsquery`} ${except === undefined ? sql`` : sql`and r.id <> ${except}::uuid`}
    limit ${MOST_COMPARED}`,
  )
  const typed = similar.map((key) => trigrams(values, key))
  return rows.map(({ id, texts }) => {
    const scores = typed.map((pieces, index) => similarity(pieces, trigramsOf(comparableText(texts[index] ?? null, 'similar'))))
    return { id, score: scores.reduce((sum, each) => sum + each, 0) / scores.length, worst: Math.min(...scores) }
  })
}

function trigrams(values: Values, key: string): Set<string> {
  return trigramsOf(comparableText(values[key] ?? null, 'similar'))
}

/** Two neighbouring pairs of characters each: what is alike shares such a piece; a pair alone (`北京`) would find half of a country. */
function piecesOf(text: string): string[] {
  const pairs = pairsOf(normaliseText(text)).slice(0, -1).map(quoteTerm)
  return pairs.length < 2 ? pairs : pairs.slice(1).map((pair, index) => `(${pairs[index]} & ${pair})`)
}
