import { sql, type RawBuilder } from 'kysely'
import type { Values } from '../../contract/api.ts'
import type { DuplicateRule } from '../../contract/model.ts'
import { visibleRows } from '../../query/scope/row-predicate.ts'
import { comparable } from '../../storage/ddl/comparable.ts'
import { prepareLookUps } from '../../storage/prepare-look-ups.ts'
import { tableOf } from '../../storage/sql-names.ts'
import { duplicateKey, duplicateTerm } from './duplicate-terms.ts'
import { openModuleCall, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { runStatement } from '../call/row-predicate.ts'

export { duplicateKey }

/** A record that is there already. */
export interface ExistingRecord {
  id: string
  version: number
}

/** New values, under a number of the caller's. */
export interface NumberedValues {
  number: number
  values: Values
}

/** From so many look-ups on it pays to make the table ready for them. */
const MANY = 100

interface Match extends ExistingRecord {
  number: number
}

/**
 * For many new records at once: which of them exist already by one of the rules. Rules that ask for similarity are left out:
 * they are for people to judge. Of several matches the oldest record counts. Only records and by fields that the actor may read.
 */
export async function matchExisting(
  ctx: RecordContext,
  input: { module: string; rules: DuplicateRule[]; rows: NumberedValues[] },
): Promise<Map<number, ExistingRecord>> {
  const call = await openModuleCall(ctx, input.module, 'read')
  if (input.rows.length > MANY) await prepareLookUps(ctx.database, call.module.key)
  const matches = new Map<number, ExistingRecord>()
  const canAsk = ({ field, by }: DuplicateRule['match'][number]) => by !== 'similar' && call.access.canRead(call.module.key, field)
  for (const rule of input.rules.filter(({ match }) => match.every(canAsk))) {
    const open = input.rows.filter((row) => !matches.has(row.number))
    const statement = call.module.duplicates.includes(rule) ? byTerm(call, rule, open) : byColumns(call, rule, open)
    const rows = statement ? await runStatement(call, statement) : []
    for (const { number, id, version } of rows) matches.set(number, { id, version })
  }
  return matches
}

/**
 * A rule of the module: its term is in the search index. Each term is looked up by itself (`offset 0` keeps it so): as a
 * join, the planner may compare every term with every record, which takes minutes.
 */
function byTerm(call: ModuleCall, rule: DuplicateRule, rows: NumberedValues[]): RawBuilder<Match> | null {
  const asked = rows.flatMap(({ number, values }) => {
    const term = duplicateTerm(rule, values)
    return term === null ? [] : [{ number, term: `'${term}'` }]
  })
  if (asked.length === 0) return null
  return sql<Match>`
    select distinct on (t.number) t.number, found.id, found.version
    from unnest(${asked.map(({ number }) => number)}::int[], ${asked.map(({ term }) => term)}::text[]) as t(number, term)
    cross join lateral (
      select r.id, r.version from ${tableOf(call.module.key)} r
      where r.search_vector @@ t.term::tsquery and ${visibleRows(call.scope, { module: call.module.key, alias: 'r', action: 'read' })}
      offset 0) as found
    order by t.number, found.id`
}

/** Fields that the user chose to match by: compared as they stand, without regard to case. */
function byColumns(call: ModuleCall, rule: DuplicateRule, rows: NumberedValues[]): RawBuilder<Match> | null {
  const asked = rows.flatMap(({ number, values }) => {
    const key = duplicateKey(rule, values)
    return key ? [{ number, key }] : []
  })
  if (asked.length === 0) return null
  const names = rule.match.map((_part, index) => sql.id(`k${index}`))
  const arrays = rule.match.map((_part, index) => sql`${asked.map(({ key }) => key[index] ?? '')}::text[]`)
  const equal = rule.match.map(({ field }, index) => sql`${comparable(columnOf(call, field), 'lower')} = ${sql.id('t', `k${index}`)}`)
  return sql<Match>`
    select distinct on (t.number) t.number, r.id, r.version
    from unnest(${asked.map(({ number }) => number)}::int[], ${sql.join(arrays)}) as t(number, ${sql.join(names)})
    join ${tableOf(call.module.key)} r on ${sql.join(equal, sql` and `)}
    where ${visibleRows(call.scope, { module: call.module.key, alias: 'r', action: 'read' })}
    order by t.number, r.id`
}

function columnOf({ module, shape }: ModuleCall, key: string): RawBuilder<unknown> {
  const column = shape.byKey.get(key)?.columns[0]
  if (!column) throw new Error(`"${key}" is not a field of ${module.key} that rows could be matched by.`)
  return sql.id('r', column.name)
}
