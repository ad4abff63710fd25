import type { ChangeAction, Values } from '../../contract/api.ts'

/** One line of the log, as undo needs it. */
export interface UndoEvent {
  id: string
  at: Date
  module: string
  record: string
  action: ChangeAction
  before: Values | null
  after: Values | null
}

/** What became of one event. */
export interface UndoOutcome {
  module: string
  record: string
  /** null: it is taken back. */
  reason: string | null
}

/** Neighbouring events of one module and one kind, no record twice. */
export interface UndoRun {
  module: string
  changeSet: string
  events: UndoEvent[]
  /** Of a merge: the record that stayed. What was moved to it goes back without rights of its own, as it came. */
  survivor: string | null
}

/** The outcome of every event of a run, by the reason that stands for its record. */
export function outcomesOf(run: UndoRun, reasonOf: (event: UndoEvent) => string | null): UndoOutcome[] {
  return run.events.map((event) => ({ module: event.module, record: event.record, reason: reasonOf(event) }))
}
