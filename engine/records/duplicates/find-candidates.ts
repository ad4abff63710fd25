import { sql, type RawBuilder } from 'kysely'
import type { Candidate, Values } from '../../contract/api.ts'
import { visibleRows } from '../../query/scope/row-predicate.ts'
import { tableOf } from '../../storage/sql-names.ts'
import { findByIds } from '../get.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { runStatement } from '../call/row-predicate.ts'
import type { CandidateQuestion, ScoredId } from './candidate.ts'
import { comparableText, duplicateTerm } from './duplicate-terms.ts'
import { hasTrigrams } from './has-trigrams.ts'
import { unspacedCandidates, unspacedField } from './unspaced-candidates.ts'

const MOST_CANDIDATES = 10
/** From here on two names look like one to people: `Emma Watson` and `Ema Wattson`. */
export const ALIKE = 0.45

interface Match {
  id: string
  score: number
  rule: number
}

/**
 * Records that the actor may see and that a rule of the module takes for the same as these values, the most alike first.
 * A rule that looks at a field which the actor may not read is left out: its answer would tell what stands there.
 */
export async function findCandidates(call: ModuleCall, values: Values, except?: string): Promise<Candidate[]> {
  const best = new Map<string, Match>()
  for (const [index, rule] of call.module.duplicates.entries()) {
    for (const match of await matchesOf(call, { rule, values, except })) {
      const known = best.get(match.id)
      if (!known || known.score < match.score) best.set(match.id, { ...match, rule: index })
    }
  }

  const matches = [...best.values()].sort((a, b) => b.score - a.score).slice(0, MOST_CANDIDATES)
  const records = new Map((await findByIds(call, { ids: matches.map((match) => match.id) })).map((record) => [record.id, record]))
  return matches.flatMap(({ id, score, rule }) => {
    const record = records.get(id)
    return record ? [{ record, score, rule }] : []
  })
}

async function matchesOf(call: ModuleCall, question: CandidateQuestion): Promise<Omit<Match, 'rule'>[]> {
  const { access, module } = call
  const { rule, values } = question
  const canAsk = rule.match.every(({ field, by }) => access.canRead(module.key, field) && comparableText(values[field] ?? null, by) !== '')
  if (!canAsk) return []
  const unspaced = unspacedField(call, question)
  const found = unspaced === undefined ? await indexedCandidates(call, question) : await unspacedCandidates(call, unspaced, question)
  return found
    .filter(({ worst }) => worst >= ALIKE)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map(({ id, score }) => ({ id, score: Math.round(score * 100) / 100 }))
}

async function indexedCandidates(call: ModuleCall, { rule, values, except }: CandidateQuestion): Promise<ScoredId[]> {
  const { module } = call
  const similar = rule.match.filter(({ by }) => by === 'similar')
  if (similar.length > 0 && !(await hasTrigrams(call.ctx.database))) return []

  const term = duplicateTerm(rule, values)
  const scores = similar.map(({ field }) => sql`similarity(${sql.id('r', field)}, ${String(values[field])})`)
  const score = scores.length > 0 ? sql`(${sql.join(scores, sql` + `)}) / ${scores.length}::int` : sql`1`
  const conditions: RawBuilder<unknown>[] = [
    ...(term === null ? [] : [sql`r.search_vector @@ ${`'${term}'`}::tsquery`]),
    ...similar.map(({ field }, index) => sql`${sql.id('r', field)} % ${String(values[field])} and ${scores[index]} >= ${ALIKE}`),
    ...(except === undefined ? [] : [sql`r.id <> ${except}::uuid`]),
  ]
  const rows = await runStatement(
    call,
    sql<{ id: string; score: number }>`
    select r.id, (${score})::float8 as score from ${tableOf(module.key)} r
    where ${visibleRows(call.scope, { module: module.key, alias: 'r', action: 'read' })} and ${sql.join(conditions, sql` and `)}
    order by score desc, r.id limit ${MOST_CANDIDATES}`,
  )
  // The statement has asked for the worst already.
  return rows.map(({ id, score: found }) => ({ id, score: found, worst: 1 }))
}
