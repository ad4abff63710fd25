import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../../contract/model.ts'
import { keptPlan } from '../../query/kept-plan.ts'
import { andScope } from '../../query/scope/row-predicate.ts'
import { scopeShape } from '../../query/scope/scope-shape.ts'
import { compileWithSlots, fillSlots, runOf, statementOf, type Run } from '../../query/slots.ts'
import type { ModuleCall } from './module-call.ts'

/** On which rows the actor may do this, as a condition on a table's alias. For statements that {@link runStatement} runs. */
export function rowPredicate(call: ModuleCall, module: string, { action, alias }: { action: RecordAction; alias: string }): RawBuilder<boolean> {
  return sql<boolean>`(true${andScope(call.scope, { module, action, alias })})`
}

/** Runs a statement that may hold row predicates of the call's actor. */
export function runStatement<Row>(call: ModuleCall, fragment: RawBuilder<Row>): Promise<Row[]> {
  return call.ctx.database.query<Row>(statementOf(fragment, runOf(call.ctx, call.access)))
}

/** A statement about records by their ids, whose text hangs on its kind and on how far the actor's rights reach. */
export interface KeptStatement<Row> {
  /** What else decides about the text. */
  kind: unknown[]
  /** The predicates that stand in it: what the actor may do with which module. */
  reach: (readonly [module: string, action: RecordAction])[]
  /** Every value in it is a slot. */
  make(): RawBuilder<Row>
  values: Partial<Pick<Run, 'ids' | 'idsByKind'>>
}

/** {@link runStatement} for what every save asks: compiled once, and planned once in each connection. */
export function runKept<Row>(call: ModuleCall, { kind, reach, make, values }: KeptStatement<Row>): Promise<Row[]> {
  const shapes = reach.map(([module, action]) => [module, action, scopeShape(call.access.rowScope(module, action))])
  const statement = keptPlan(call.scope, [...kind, shapes], () => compileWithSlots(make(), true))
  return call.ctx.database.query<Row>(fillSlots(statement, runOf(call.ctx, call.access, values)))
}
