import type { FieldValue, TaskInfo, Values } from '../../../engine/contract/api.ts'
import { places } from '../../state/places.ts'

/** One figure of what came of a task: a key of `shell.tasks.figures`, and how many. */
export interface OutcomeFigure {
  key: string
  count: number
  /** Something was not done. */
  isLeftOut?: boolean
}

/** What came of a task, in figures, and where all of it can be read. */
export interface TaskOutcome {
  figures: OutcomeFigure[]
  place?: string
  /** What was done under it can be taken back at once. */
  changeSet?: string
}

/** Of a task that has ended; without figures where there is nothing to tell. */
export function taskOutcome(task: TaskInfo): TaskOutcome {
  const result = asValues(task.result)
  const figures = (FIGURES[task.kind] ?? NO_FIGURES).flatMap(({ key, of, isLeftOut, always }) => {
    const count = countIn(result[of])
    return count > 0 || always ? [{ key, count, isLeftOut }] : []
  })
  const done = figures.some(({ count, isLeftOut }) => count > 0 && !isLeftOut)
  return {
    figures: task.result === undefined ? [] : figures,
    place: placeOf(task, result),
    changeSet: done && typeof result.changeSet === 'string' ? result.changeSet : undefined,
  }
}

interface FigureOf {
  key: string
  /** Where in the result: a number, a list, or numbers in an object of objects. */
  of: string
  isLeftOut?: boolean
  /** Told also when there are none. */
  always?: boolean
}

const NO_FIGURES: FigureOf[] = []
const BULK: FigureOf[] = [
  { key: 'changed', of: 'changed', always: true },
  { key: 'skipped', of: 'skipped', isLeftOut: true },
]
const UNDO: FigureOf[] = [
  { key: 'undone', of: 'undone', always: true },
  { key: 'kept', of: 'skipped', isLeftOut: true },
]
const FIGURES: Record<string, FigureOf[] | undefined> = {
  demo: [
    { key: 'made', of: 'created', always: true },
    { key: 'refused', of: 'refused', isLeftOut: true },
  ],
  'demo-remove': [
    { key: 'removed', of: 'undone', always: true },
    { key: 'kept', of: 'skipped', isLeftOut: true },
  ],
  import: [
    { key: 'made', of: 'create' },
    { key: 'updated', of: 'update' },
    { key: 'passed', of: 'skip' },
    { key: 'failed', of: 'error', isLeftOut: true },
  ],
  'import-undo': UNDO,
  undo: UNDO,
  'bulk-update': BULK,
  'bulk-tag': BULK,
  'bulk-delete': [{ key: 'deleted', of: 'changed', always: true }, ...BULK.slice(1)],
  'bulk-restore': [{ key: 'restored', of: 'changed', always: true }, ...BULK.slice(1)],
  'find-duplicates': [{ key: 'groups', of: 'groups', always: true }],
  'deactivate-user': [
    { key: 'moved', of: 'moved', always: true },
    { key: 'skipped', of: 'skipped', isLeftOut: true },
  ],
}

function placeOf({ kind, module }: TaskInfo, result: Values): string | undefined {
  if (typeof result.import === 'string') return places.importRun(result.import)
  return kind === 'find-duplicates' && module !== undefined ? places.duplicates(module) : undefined
}

/** What was left as it is, and why: a line of the report. */
export interface LeftOut {
  /** What it is about: a set of records, or a module. */
  about: string
  reason: string
  count: number
  /** The record, where the line is about one. */
  record?: string
  /** Its name, where the user may see it. */
  name?: string
}

/** What a task left out, for tasks that name it one by one or by reason. */
export function leftOut(task: TaskInfo): LeftOut[] {
  const { refused, kept } = asValues(task.result)
  const byReason = Object.entries(asValues(refused)).flatMap(([about, reasons]) =>
    Object.entries(asValues(reasons)).map(([reason, count]) => ({ about, reason, count: Number(count) })),
  )
  const one = (value: FieldValue): LeftOut => {
    const { module, record, reason, name } = asValues(value)
    return { about: String(module), reason: String(reason), count: 1, record: String(record), ...(typeof name === 'string' && { name }) }
  }
  return [...byReason, ...(Array.isArray(kept) ? kept.map(one) : [])]
}

function countIn(value: FieldValue | undefined): number {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'object' && value !== null) return Object.values(value).reduce<number>((sum, one) => sum + countIn(one), 0)
  return Number(value ?? 0) || 0
}

function asValues(value: FieldValue | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {}
}
