import { sql, type RawBuilder } from 'kysely'
import type { FieldValue, Values } from '../contract/api.ts'
import type { DuplicateRule, FieldModel } from '../contract/model.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { openModuleCall, type ModuleCall } from './module-call.ts'
import type { RecordContext } from './record-context.ts'
import { rowPredicate, runStatement } from './row-predicate.ts'

/** A record that is there already. */
export interface ExistingRecord { id: string; version: number }

/** New values, under a number of the caller's. */
export interface NumberedValues { number: number; values: Values }

/**
 * For many new records at once: which of them exist already by one of the rules. Rules that ask for similarity are left out:
 * they are for people to judge. Of several matches the oldest record counts. Only records that the actor may read.
 */
export async function matchExisting(ctx: RecordContext, input: { module: string; rules: DuplicateRule[]; rows: NumberedValues[] }): Promise<Map<number, ExistingRecord>> {
  const call = await openModuleCall(ctx, input.module, 'read')
  const matches = new Map<number, ExistingRecord>()
  for (const rule of input.rules.filter(({ match }) => match.every(({ by }) => by !== 'similar'))) {
    const keyed = input.rows.flatMap((row) => keyOf(rule, row))
    if (keyed.length === 0) continue
    for (const { number, id, version } of await runStatement<ExistingRecord & { number: number }>(call, matchStatement(call, rule, keyed))) {
      if (!matches.has(number)) matches.set(number, { id, version })
    }
  }
  return matches
}

/** The texts that a rule compares, in the form in which it does; null where one is blank. Equal keys are duplicates of each other. */
export function duplicateKey(rule: DuplicateRule, values: Values): string[] | null {
  const key = rule.match.map(({ field, by }) => comparable(values[field] ?? null, by))
  return key.every((part) => part !== '') ? key : null
}

function keyOf(rule: DuplicateRule, row: NumberedValues): { number: number; key: string[] }[] {
  const key = duplicateKey(rule, row.values)
  return key ? [{ number: row.number, key }] : []
}

function matchStatement(call: ModuleCall, rule: DuplicateRule, rows: { number: number; key: string[] }[]): RawBuilder<ExistingRecord & { number: number }> {
  const arrays = rule.match.map((_part, index) => sql`${rows.map(({ key }) => key[index] ?? '')}::text[]`)
  const names = rule.match.map((_part, index) => sql.id(`k${index}`))
  const conditions = rule.match.map(({ field, by }, index) => sql`${storedComparable(call, field, by)} = ${sql.id('t', `k${index}`)}`)
  return sql`
    select distinct on (t.number) t.number, r.id, r.version
    from unnest(${rows.map(({ number }) => number)}::int[], ${sql.join(arrays)}) as t(number, ${sql.join(names)})
    join ${tableOf(call.module.key)} r on ${sql.join(conditions, sql` and `)}
    where r.deleted_at is null and ${rowPredicate(call, call.module.key, { action: 'read', alias: 'r' })}
    order by t.number, r.id`
}

/** Case does not count in an exact match either; a normalised one also ignores space and punctuation. */
function storedComparable(call: ModuleCall, key: string, by: 'exact' | 'normalised' | 'similar'): RawBuilder<unknown> {
  const column = columnOf(mainColumn(call.module.fields, key), 'r')
  return by === 'normalised' ? squeezed(column) : sql`lower(${column}::text)`
}

/** A text without case, space and punctuation, in SQL; the same as {@link squeeze}. */
export function squeezed(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`lower(regexp_replace(${text}::text, '[\\s!-/:-@\\[-\`{-~]', '', 'g'))`
}

/** A text without case, space and ASCII punctuation. */
function squeeze(text: string): string {
  return text.replace(/[\s!-/:-@[-`{-~]/g, '').toLowerCase()
}

function comparable(value: FieldValue, by: 'exact' | 'normalised' | 'similar'): string {
  const text = typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value.id ?? value.amount ?? '') : String(value ?? '')
  return by === 'normalised' ? squeeze(text) : text.toLowerCase()
}

function mainColumn(fields: FieldModel[], key: string): string {
  if (!fields.some((field) => field.key === key)) throw new Error(`A duplicate rule names the field "${key}", which is not there.`)
  return key
}
