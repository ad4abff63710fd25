import { LONGEST_NAME } from '../sql-names.ts'
import type { ExistingTable, TableSpec } from './table-spec.ts'
import { typeChange } from './type-change.ts'

export interface PlanProblem {
  code: 'UNSAFE_TYPE' | 'REWRITE_TOO_LARGE' | 'DUPLICATE_COLUMN' | 'DUPLICATE_TABLE' | 'TOO_MANY_COLUMNS' | 'TOO_MANY_COLUMNS_EVER' | 'NAME_TOO_LONG'
  table: string
  column?: string
  params?: Record<string, string | number>
  /** One English sentence, for the command line and the log. */
  message: string
}

/** Live columns of one module, as metadata.md rules. */
const MOST_COLUMNS = 250
/** PostgreSQL's own limit, dropped columns included. */
const MOST_COLUMNS_EVER = 1_600
/** Rows whose rewriting keeps everybody waiting for no longer than about 200 ms. */
const MOST_REWRITTEN = 20_000

/** Everything that forbids a plan, all of it together. */
export function findProblems(before: ExistingTable[], after: TableSpec[]): PlanProblem[] {
  const existing = new Map(before.map((table) => [table.name, table]))
  return [
    ...repeated(after.map((spec) => spec.name)).map(
      (table): PlanProblem => ({
        code: 'DUPLICATE_TABLE',
        table,
        message: `Two modules or links would share the table ${table}.`,
      }),
    ),
    ...after.flatMap((spec) => [...columnProblems(spec), ...sizeProblems(existing.get(spec.name), spec), ...typeProblems(existing.get(spec.name), spec)]),
  ]
}

function columnProblems({ name: table, columns }: TableSpec): PlanProblem[] {
  const tooLong = [table, ...columns.map((column) => column.name)].filter((name) => Buffer.byteLength(name) > LONGEST_NAME)
  return [
    ...repeated(columns.map((column) => column.name)).map(
      (column): PlanProblem => ({
        code: 'DUPLICATE_COLUMN',
        table,
        column,
        message: `Two fields of ${table} would share the column ${column}.`,
      }),
    ),
    ...tooLong.map(
      (name): PlanProblem => ({
        code: 'NAME_TOO_LONG',
        table,
        column: name,
        params: { max: LONGEST_NAME },
        message: `The name ${name} in ${table} is longer than ${LONGEST_NAME} bytes.`,
      }),
    ),
  ]
}

function sizeProblems(found: ExistingTable | undefined, { name: table, columns }: TableSpec): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (columns.length > MOST_COLUMNS) {
    problems.push({
      code: 'TOO_MANY_COLUMNS',
      table,
      params: { count: columns.length, max: MOST_COLUMNS },
      message: `${table} would have ${columns.length} columns; ${MOST_COLUMNS} are allowed.`,
    })
  }
  const there = new Set(found?.columns.map((column) => column.name))
  const ever = (found?.columnsEver ?? there.size) + columns.filter((column) => !there.has(column.name)).length
  if (ever > MOST_COLUMNS_EVER) {
    problems.push({
      code: 'TOO_MANY_COLUMNS_EVER',
      table,
      params: { count: ever, max: MOST_COLUMNS_EVER },
      message: `${table} would have had ${ever} columns in its life; PostgreSQL allows ${MOST_COLUMNS_EVER}. The table must be rebuilt first.`,
    })
  }
  return problems
}

function typeProblems(found: ExistingTable | undefined, { name: table, columns }: TableSpec): PlanProblem[] {
  if (!found) return []
  const there = new Map(found.columns.map((column) => [column.name, column]))
  return columns.flatMap((column): PlanProblem[] => {
    const from = there.get(column.name)
    const change = from ? typeChange(from, column) : 'same'
    const params = { from: from?.type ?? '', to: column.type, rows: found.rows ?? -1 }
    const where = `${table}.${column.name} from ${params.from} to ${params.to}`
    if (change === 'unsafe') return [{ code: 'UNSAFE_TYPE', table, column: column.name, params, message: `Changing ${where} could lose values.` }]
    if (change === 'rewrite' && (found.rows ?? Infinity) > MOST_REWRITTEN) {
      return [
        {
          code: 'REWRITE_TOO_LARGE',
          table,
          column: column.name,
          params,
          message: `Changing ${where} would rewrite about ${found.rows ?? 'unknown'} rows while everybody waits.`,
        },
      ]
    }
    return []
  })
}

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
