import {
  addCheckText,
  addColumnsText,
  changeTypeText,
  createIndexText,
  createTableText,
  dropColumnsText,
  dropConstraintText,
  dropDefaultText,
  dropIndexText,
  setSettingsText,
  tableText,
} from './ddl/ddl-text.ts'
import { foreignKeySteps, validations } from './ddl/plan-constraints.ts'
import { findProblems, type PlanProblem } from './ddl/plan-problems.ts'
import type { PlanStep } from './ddl/plan-step.ts'
import type { ExistingTable, TableColumn, TableIndex, TableSpec } from './ddl/table-spec.ts'
import { normalType, typeChange } from './ddl/type-change.ts'
import { quoteText } from './sql-names.ts'

export type { PlanProblem } from './ddl/plan-problems.ts'
export type { LockMode, PlanStep } from './ddl/plan-step.ts'

export interface TablePlan {
  /** Run together in one transaction. */
  steps: PlanStep[]
  /** Run after it, each on its own, outside of any transaction; reading and writing go on meanwhile. */
  later: PlanStep[]
  /** Columns that no field has any more. They stay, hidden, with their values. */
  parked: { table: string; column: string }[]
  /** Tables and indexes that nothing asks for any more. They stay. */
  spare: { tables: string[]; indexes: { table: string; index: string }[] }
  /** Why the plan cannot be applied; empty where it can. */
  problems: PlanProblem[]
}

/** What must be done so that `before` serves `after`. Pure. Nothing is ever dropped, and no type is changed where a value could be lost. */
export function planTables(before: ExistingTable[], after: TableSpec[]): TablePlan {
  const existing = new Map(before.map((table) => [table.name, table]))
  const wanted = new Set(after.map((table) => table.name))
  const pairs = after.map((spec) => ({ spec, found: existing.get(spec.name) }))
  const parts = pairs.map(({ spec, found }) => (found ? changeTable(found, spec) : newTable(spec)))

  return {
    // Foreign keys last: tables may refer to each other in a circle.
    steps: [...parts.flatMap((part) => part.steps), ...pairs.flatMap(({ spec, found }) => foreignKeySteps(found, spec, existing))],
    later: [...parts.flatMap((part) => part.later), ...pairs.flatMap(({ spec, found }) => (found ? validations(found, spec) : []))],
    parked: pairs.flatMap(({ spec, found }) => parkedColumns(found, spec)),
    spare: {
      tables: before.filter((table) => !wanted.has(table.name)).map((table) => table.name),
      indexes: pairs.flatMap(({ spec, found }) => spareIndexes(found, spec)),
    },
    problems: findProblems(before, after),
  }
}

/** Whether there is nothing to do. */
export function isEmptyPlan(plan: TablePlan): boolean {
  return plan.steps.length === 0 && plan.later.length === 0
}

type Part = Pick<TablePlan, 'steps' | 'later'>

function newTable(spec: TableSpec): Part {
  const table: PlanStep = {
    kind: 'table',
    table: spec.name,
    name: spec.name,
    lock: 'none',
    locks: [],
    ddl: createTableText(spec),
    inverse: `drop table ${tableText(spec.name)}`,
  }
  return { steps: [table, ...spec.indexes.map((index) => ({ ...indexStep(spec.name, index, false), lock: 'none' as const, locks: [] }))], later: [] }
}

function changeTable(found: ExistingTable, spec: TableSpec): Part {
  const valid = new Set(found.indexes.filter((index) => index.valid !== false).map((index) => index.name))
  const broken = new Set(found.indexes.filter((index) => index.valid === false).map((index) => index.name))
  const indexes = spec.indexes.filter((index) => !valid.has(index.name))
  // What a kill left half built is dropped and built again, which only the later steps do.
  const now = found.rows === 0 ? indexes.filter((index) => !broken.has(index.name)) : []
  return {
    steps: [...columnSteps(found, spec), ...settingSteps(found, spec), ...checkSteps(found, spec), ...now.map((index) => indexStep(spec.name, index, false))],
    later: indexes.filter((index) => !now.includes(index)).map((index) => indexStep(spec.name, index, true)),
  }
}

function columnSteps(found: ExistingTable, spec: TableSpec): PlanStep[] {
  const there = new Map(found.columns.map((column) => [column.name, column]))
  const added = spec.columns.filter((column) => !there.has(column.name))
  const changed = spec.columns.flatMap((column): { from: TableColumn; to: TableColumn }[] => {
    const from = there.get(column.name)
    return from && !['same', 'unsafe'].includes(typeChange(from, column)) ? [{ from, to: column }] : []
  })
  const on: Pick<PlanStep, 'table' | 'lock' | 'locks'> = { table: spec.name, lock: 'access exclusive', locks: [`data.${spec.name}`] }
  const names = added.map((column) => column.name)
  const filled = added.map((column) => moduleOfOldRows(found, column))
  const add: PlanStep = { ...on, kind: 'column', name: names.join(', '), ddl: addColumnsText(spec.name, filled), inverse: dropColumnsText(spec.name, names) }
  const plain = filled
    .filter((column, at) => column !== added[at])
    .map(
      (column): PlanStep => ({
        ...on,
        kind: 'column',
        name: column.name,
        ddl: dropDefaultText(spec.name, column.name),
        inverse: '',
      }),
    )
  const change = changed.map(
    ({ from, to }): PlanStep => ({
      ...on,
      kind: 'type',
      name: to.name,
      ddl: changeTypeText(spec.name, to),
      inverse: changeTypeText(spec.name, { ...from, type: normalType(from.type) }),
      rewrites: typeChange(from, to) === 'rewrite',
    }),
  )
  return added.length > 0 ? [add, ...plain, ...change] : change
}

/**
 * A reference that may now lead to several modules: the module of the rows that are there comes as the default of the
 * new column, which PostgreSQL keeps for them without writing a row, and goes again for those to come.
 */
function moduleOfOldRows(found: ExistingTable, column: TableColumn): TableColumn {
  const key = found.foreignKeys.find((candidate) => column.name === `${candidate.column}_module` && column.type === 'text')
  return key ? { ...column, default: quoteText(key.table.slice(key.table.indexOf('.') + 1)) } : column
}

function settingSteps(found: ExistingTable, spec: TableSpec): PlanStep[] {
  const known = found.settings
  const changed = known ? Object.entries(spec.settings).filter(([name, value]) => known[name] !== value) : []
  if (changed.length === 0) return []
  return [
    {
      kind: 'settings',
      table: spec.name,
      name: changed.map(([name]) => name).join(', '),
      lock: 'share update exclusive',
      locks: [`data.${spec.name}`],
      ddl: setSettingsText(spec.name, Object.fromEntries(changed)),
      inverse: '',
    },
  ]
}

function checkSteps(found: ExistingTable, spec: TableSpec): PlanStep[] {
  const there = new Set(found.checks.map((check) => check.name))
  return spec.checks
    .filter((check) => !there.has(check.name))
    .map(
      (check): PlanStep => ({
        kind: 'check',
        table: spec.name,
        name: check.name,
        lock: 'access exclusive',
        locks: [`data.${spec.name}`],
        ddl: addCheckText(spec.name, check, found.rows !== 0),
        inverse: dropConstraintText(spec.name, check.name),
      }),
    )
}

function indexStep(table: string, index: TableIndex, concurrently: boolean): PlanStep {
  return {
    kind: 'index',
    table,
    name: index.name,
    locks: [`data.${table}`],
    lock: concurrently ? 'share update exclusive' : 'share row exclusive',
    ddl: createIndexText(table, index, concurrently),
    inverse: dropIndexText(index.name, concurrently),
  }
}

function parkedColumns(found: ExistingTable | undefined, spec: TableSpec): TablePlan['parked'] {
  const wanted = new Set(spec.columns.map((column) => column.name))
  return (found?.columns ?? []).filter((column) => !wanted.has(column.name)).map((column) => ({ table: spec.name, column: column.name }))
}

function spareIndexes(found: ExistingTable | undefined, spec: TableSpec): TablePlan['spare']['indexes'] {
  const wanted = new Set([...spec.indexes.map((index) => index.name), `${spec.name}_pkey`])
  return (found?.indexes ?? []).filter((index) => !wanted.has(index.name)).map((index) => ({ table: spec.name, index: index.name }))
}
