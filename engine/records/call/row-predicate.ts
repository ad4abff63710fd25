import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../../contract/model.ts'
import { andScope } from '../../query/scope/row-predicate.ts'
import { runOf, statementOf } from '../../query/slots.ts'
import type { ModuleCall } from './module-call.ts'

/** On which rows the actor may do this, as a condition on a table's alias. For statements that {@link runStatement} runs. */
export function rowPredicate(call: ModuleCall, module: string, { action, alias }: { action: RecordAction; alias: string }): RawBuilder<boolean> {
  return sql<boolean>`(true${andScope(call.scope, { module, action, alias })})`
}

/** Runs a statement that may hold row predicates of the call's actor. */
export function runStatement<Row>(call: ModuleCall, fragment: RawBuilder<Row>): Promise<Row[]> {
  return call.ctx.database.query<Row>(statementOf(fragment, runOf(call.ctx, call.access)))
}
