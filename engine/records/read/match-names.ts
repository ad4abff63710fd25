import { sql, type RawBuilder } from 'kysely'
import type { ModuleModel } from '../../contract/model.ts'
import { comparable } from '../../storage/ddl/comparable.ts'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { openModuleCall, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { rowPredicate, runStatement } from '../call/row-predicate.ts'

/** A record that a text means. */
export interface NamedRecord {
  id: string
  label: string
}

const TEXTS_PER_STATEMENT = 1_000

/**
 * The records that texts mean, by name, number, e-mail or another unique text, without regard to case; only those that the
 * actor may read. Keys of the answer are the texts as given; a text that means nothing is missing, one that means several has them all.
 */
export async function matchNames(ctx: RecordContext, input: { module: string; texts: string[] }): Promise<Map<string, NamedRecord[]>> {
  const call = await openModuleCall(ctx, input.module, 'read')
  const found = new Map<string, NamedRecord[]>()
  if (!canName(call)) return found
  for (let start = 0; start < input.texts.length; start += TEXTS_PER_STATEMENT) {
    for (const row of await runStatement<Row>(call, matchStatement(call, input.texts.slice(start, start + TEXTS_PER_STATEMENT)))) {
      const others = found.get(row.text) ?? []
      if (!others.some((other) => other.id === row.id)) found.set(row.text, [...others, { id: row.id, label: row.label }])
    }
  }
  return found
}

/**
 * For texts that mean no record by themselves: the records whose names are most alike, best first. `score` is 0 to 1;
 * names that differ only in case, space or punctuation score highest.
 */
export async function findNearNames(ctx: RecordContext, input: { module: string; texts: string[] }): Promise<Map<string, (NamedRecord & { score: number })[]>> {
  const call = await openModuleCall(ctx, input.module, 'read')
  if (!canName(call)) return new Map()
  const rows = await runStatement<Row & { score: number }>(call, nearStatement(call, input.texts))
  const found = new Map<string, (NamedRecord & { score: number })[]>()
  for (const { text, id, label, score } of rows) found.set(text, [...(found.get(text) ?? []), { id, label, score: Number(score) }])
  return found
}

interface Row {
  text: string
  id: string
  label: string
}

function matchStatement(call: ModuleCall, texts: string[]): RawBuilder<Row> {
  const name = nameColumn(call.module)
  const branches = identifyingFields(call).map(
    (key) => sql`
    select t.text, r.id, ${name} as label from unnest(${texts}::text[]) as t(text)
    join ${tableOf(call.module.key)} r on ${comparable(columnOf(key, 'r'), 'lower')} = ${comparable(sql`t.text`, 'lower')}
    where r.deleted_at is null and ${rowPredicate(call, call.module.key, { action: 'read', alias: 'r' })}`,
  )
  return sql<Row>`select text, id, label from (${sql.join(branches, sql` union all `)}) as matches order by label, id`
}

/** Squeezed names that are equal come first: `GTXPro` and `GTX Pro`. */
function nearStatement(call: ModuleCall, texts: string[]): RawBuilder<Row & { score: number }> {
  const name = nameColumn(call.module)
  return sql`
    select t.text, near.id, near.label, near.score from unnest(${texts}::text[]) as t(text)
    cross join lateral (
      select r.id, ${name} as label, case when ${comparable(name, 'squeezed')} = ${comparable(sql`t.text`, 'squeezed')} then 0.99 else similarity(${name}, t.text) end as score
      from ${tableOf(call.module.key)} r
      where r.deleted_at is null and ${rowPredicate(call, call.module.key, { action: 'read', alias: 'r' })}
        and (${name} % t.text or ${comparable(name, 'squeezed')} = ${comparable(sql`t.text`, 'squeezed')})
      order by score desc, r.id limit 5) as near
    order by t.text, near.score desc`
}

function nameColumn(module: ModuleModel): RawBuilder<unknown> {
  return columnOf(module.nameField, 'r')
}

/** Who may not read the names of records cannot name one. */
function canName({ access, module }: ModuleCall): boolean {
  return access.canRead(module.key, module.nameField)
}

/** The fields whose text says which record is meant; a hidden one would tell what stands in it. */
function identifyingFields({ access, module }: ModuleCall): string[] {
  const unique = module.fields.filter((field) => field.unique && ['text', 'email', 'auto_number'].includes(field.type)).map((field) => field.key)
  return [...new Set([module.nameField, ...(module.number ? [module.number.field] : []), ...(module.emailField ? [module.emailField] : []), ...unique])].filter(
    (key) => access.canRead(module.key, key),
  )
}
