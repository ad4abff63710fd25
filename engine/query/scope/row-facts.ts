import { sql, type RawBuilder } from 'kysely'
import type { FieldModel, RecordAction } from '../../contract/model.ts'
import type { OwnersScope, RowFacts } from '../../contract/row-scope.ts'
import { columnsOf } from '../../storage/columns.ts'
import type { Context } from '../../storage/context.ts'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { moduleIn, queryScopeOf, type QueryRights, type QueryScope } from '../query-scope.ts'
import { runOf, statementOf } from '../slots.ts'
import { grantPredicate } from './grant-predicate.ts'

interface FactsInput {
  module: string
  id: string
  action: RecordAction
  /** The scope whose grants are asked for, one by one. */
  scope: OwnersScope
}

interface FactsRow extends Record<string, unknown> {
  owner: string
  owner_name: string | null
  deleted: boolean
  parent: string | null
  parent_module: string | null
}

/** What of a record decides who reaches it, each grant by the predicate that lists are compiled with. In the bin or not; null where there is none. */
export async function readRowFacts(ctx: Context, rights: QueryRights, input: FactsInput): Promise<RowFacts | null> {
  const asked: QueryRights = {
    ...rights,
    rowScope: (module, action) => (module === input.module && action === input.action ? input.scope : rights.rowScope(module, action)),
  }
  const [row] = await ctx.database.query<FactsRow>(statementOf(factsStatement(queryScopeOf(ctx, asked, input.action), input), runOf(ctx, asked)))
  if (!row) return null
  return {
    ownerId: row.owner,
    ownerName: row.owner_name,
    deleted: row.deleted,
    granted: (input.scope.also ?? []).map((_, index) => row[`g${index}`] === true),
    parent: row.parent !== null && row.parent_module !== null ? { module: row.parent_module, id: row.parent } : null,
  }
}

function factsStatement(scope: QueryScope, { module: key, id, action, scope: rows }: FactsInput): RawBuilder<FactsRow> {
  const module = moduleIn(scope, key)
  const parent = module.fields.find((field) => field.key === module.access.throughParent)
  const grants = (rows.also ?? []).map(
    (_, index) => sql`, ${grantPredicate(scope, { module: key, action, alias: 't', path: [] }, { index })} as ${sql.id(`g${index}`)}`,
  )
  const names = parent
    ? sql`${columnOf(parent.key, 't')} as parent, ${parentModule(scope, parent)} as parent_module`
    : sql`null as parent, null as parent_module`
  return sql<FactsRow>`
    select t.owner, p.label as owner_name, t.deleted_at is not null as deleted, ${names}${sql.join(grants, sql``)}
    from ${tableOf(key)} t left join app.principal p on p.id = t.owner where t.id = ${id}::uuid`
}

/** A reference to one of several modules says beside it to which. */
function parentModule({ fieldTypes }: QueryScope, field: FieldModel): RawBuilder<unknown> {
  const beside = columnsOf(field, fieldTypes).find(({ name }) => name === `${field.key}_module`)
  return beside ? columnOf(beside.name, 't') : sql`${field.to?.[0] ?? null}::text`
}
