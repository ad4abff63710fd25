import { sql, type RawBuilder } from 'kysely'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import type { QueryScope } from './query-scope.ts'
import type { Hop, ResolvedField } from './resolve-path.ts'
import { visibleRows } from './row-predicate.ts'

/** The tables that one select has joined so far. A hop is joined once, however many paths use it. */
export interface Joins {
  /** The alias under which the module of a resolved field stands here; joins what is missing. */
  aliasOf(hops: readonly Hop[]): string
  /** The alias of the principal (user or group) that a field names. */
  principalOf(field: ResolvedField): string
  /** The compared column of a field. */
  columnOf(field: ResolvedField): RawBuilder<unknown>
  /** All joins, to stand after the base table. */
  clause(): RawBuilder<unknown>
}

/**
 * Left joins from the base table. A record that the actor may not see, or that lies in the recycle bin, joins as
 * nothing: through a reference nobody learns more than by opening the record itself.
 */
export function createJoins(scope: QueryScope, base: string): Joins {
  const aliases = new Map<string, string>()
  const clauses: RawBuilder<unknown>[] = []

  const join = (from: string, hop: Hop): string => {
    const alias = `${base}${clauses.length + 1}`
    const on = sql`${columnOf('id', alias)} = ${columnOf(hop.field.key, from)}`
    clauses.push(sql` left join ${tableOf(hop.to)} as ${sql.id(alias)} on ${on} and ${visibleRows(scope, { module: hop.to, alias, action: 'read' })}`)
    return alias
  }

  const aliasOf = (hops: readonly Hop[]): string => {
    let alias = base
    let path = ''
    for (const hop of hops) {
      path += `.${hop.field.key}`
      const known = aliases.get(path) ?? join(alias, hop)
      aliases.set(path, known)
      alias = known
    }
    return alias
  }

  const principalOf = (field: ResolvedField): string => {
    const from = aliasOf(field.hops)
    const path = `${field.path}#`
    const known = aliases.get(path)
    if (known) return known
    const alias = `${base}${clauses.length + 1}`
    aliases.set(path, alias)
    clauses.push(sql` left join ${sql.id('app', 'principal')} as ${sql.id(alias)} on ${columnOf('id', alias)} = ${columnOf(field.field.key, from)}`)
    return alias
  }

  return {
    aliasOf,
    principalOf,
    columnOf: (field) => columnOf(field.column.name, aliasOf(field.hops)),
    clause: () => sql.join(clauses, sql``),
  }
}
