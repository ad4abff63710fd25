import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../contract/model.ts'
import { compileStatement } from '../storage/compile.ts'
import type { Context } from '../storage/context.ts'
import type { Statement } from '../storage/database.ts'
import type { CursorPosition } from './cursor.ts'
import type { QueryRights } from './query-scope.ts'

/** What changes from call to call while the text of a statement stays: bound when it runs. */
export interface Run {
  now: Date
  timeZone: string
  me: string | null
  rights: QueryRights
  cursor: CursorPosition | null
  limit: number
}

const READ = Symbol('read')
interface Slot { [READ]: (run: Run) => unknown }

/** A bound parameter whose value is read from the run. Statements with slots are compiled once and run by many. */
export function slot(read: (run: Run) => unknown): RawBuilder<unknown> {
  const value: Slot = { [READ]: read }
  return sql`${value}`
}

/** The owners whose records of a module may be reached: one array, one parameter. */
export function ownersSlot(module: string, action: RecordAction): RawBuilder<unknown> {
  return sql`${slot(({ rights }) => ownersIn(rights, module, action))}::uuid[]`
}

/** The values of one run. */
export function runOf(ctx: Context, rights: QueryRights, more: Partial<Pick<Run, 'cursor' | 'limit'>> = {}): Run {
  return { now: ctx.clock.now(), timeZone: ctx.actor.timeZone, me: ctx.actor.userId, rights, cursor: null, limit: 0, ...more }
}

/** Fills the slots of a compiled statement. */
export function fillSlots(statement: Statement, run: Run): Statement {
  return { ...statement, values: statement.values.map((value) => (isSlot(value) ? value[READ](run) : value)) }
}

/** Compiles a fragment and fills it in one go, for what is not kept. */
export function statementOf(fragment: RawBuilder<unknown>, run: Run): Statement {
  return fillSlots(compileStatement(fragment), run)
}

function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && READ in value
}

function ownersIn(rights: QueryRights, module: string, action: RecordAction): readonly string[] {
  const scope = rights.rowScope(module, action)
  return scope.kind === 'owners' ? scope.owners : []
}
