import { addForeignKeyText, dropConstraintText, validateText } from './ddl-text.ts'
import type { PlanStep } from './plan-step.ts'
import type { ExistingTable, TableForeignKey, TableSpec } from './table-spec.ts'

type ForeignKey = ExistingTable['foreignKeys'][number]

/** What a table's foreign keys need. `existing`: all tables that are there, for the locks. */
export function foreignKeySteps(found: ExistingTable | undefined, spec: TableSpec, existing: Map<string, ExistingTable>): PlanStep[] {
  const there = new Map(found?.foreignKeys.map((key) => [key.name, key]))
  const later = found !== undefined && found.rows !== 0
  const locksOf = (key: TableForeignKey) =>
    [...new Set([`data.${spec.name}`, key.table])].filter((table) => !table.startsWith('data.') || existing.has(table.slice('data.'.length)))

  const put = (key: TableForeignKey): PlanStep => {
    const before = there.get(key.name)
    return {
      kind: 'foreign key',
      table: spec.name,
      name: key.name,
      lock: before ? 'access exclusive' : 'share row exclusive',
      locks: [...new Set([...locksOf(key), ...(before ? locksOf(before) : [])])],
      ddl: addForeignKeyText(spec.name, key, { instead: before !== undefined, later }),
      inverse: before ? addForeignKeyText(spec.name, before, { instead: true, later }) : dropConstraintText(spec.name, key.name),
    }
  }
  const remove = (key: ForeignKey): PlanStep => ({
    kind: 'foreign key',
    table: spec.name,
    name: key.name,
    lock: 'access exclusive',
    locks: locksOf(key),
    ddl: dropConstraintText(spec.name, key.name),
    inverse: addForeignKeyText(spec.name, key, { later }),
  })

  return [
    ...spec.foreignKeys.filter((key) => !isSame(there.get(key.name), key)).map(put),
    ...unwanted(found, spec, 'parked')
      .filter((key) => key.onDelete !== 'set null')
      .map((key) => put({ ...key, onDelete: 'set null' })),
    ...unwanted(found, spec, 'live').map(remove),
  ]
}

/** Constraints that were added, now or before a kill, without a look at the rows that were there. */
export function validations(found: ExistingTable, spec: TableSpec): PlanStep[] {
  const keys = spec.foreignKeys.filter((key) => {
    const twin = found.foreignKeys.find((other) => other.name === key.name)
    return twin?.valid === false || (found.rows !== 0 && !isSame(twin, key))
  })
  const checks = spec.checks.filter((check) => {
    const twin = found.checks.find((other) => other.name === check.name)
    return twin ? twin.valid === false : found.rows !== 0
  })
  return [...keys, ...checks].map(
    ({ name }): PlanStep => ({
      kind: 'validate',
      table: spec.name,
      name,
      lock: 'share update exclusive',
      locks: [`data.${spec.name}`],
      ddl: validateText(spec.name, name),
      inverse: '',
    }),
  )
}

/**
 * Keys that no field asks for any more. That of a parked column must neither forbid to purge the other record nor
 * take this one with it, so it clears from now on; that of a column in use would refuse what the field now allows, so it goes.
 */
function unwanted(found: ExistingTable | undefined, spec: TableSpec, which: 'parked' | 'live'): ForeignKey[] {
  const wanted = new Set(spec.foreignKeys.map((key) => key.name))
  const columns = new Set(spec.columns.map((column) => column.name))
  return (found?.foreignKeys ?? []).filter((key) => !wanted.has(key.name) && columns.has(key.column) === (which === 'live'))
}

function isSame(found: ForeignKey | undefined, key: TableForeignKey): boolean {
  return found !== undefined && found.table === key.table && found.onDelete === key.onDelete
}
