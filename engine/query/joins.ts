import { sql, type RawBuilder } from 'kysely'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import type { Hop, ResolvedField } from './resolve-path.ts'

/** The tables that one select has joined so far. A hop is joined once, however many paths use it. */
export interface Joins {
  /** The alias under which the module of a resolved field stands here; joins what is missing. */
  aliasOf(hops: readonly Hop[]): string
  /** The alias of the principal (user or group) that a field names. */
  principalOf(field: ResolvedField): string
  /** The compared column of a field. */
  columnOf(field: ResolvedField): RawBuilder<unknown>
  /** Whether nothing had to be joined so far. */
  isEmpty(): boolean
  /** All joins, to stand after the base table. */
  clause(): RawBuilder<unknown>
}

/** Left joins from the base table; a row that is not among those of `rowsOf` joins as nothing. */
export function joinTables(base: string, rowsOf: (joined: { module: string; alias: string }) => RawBuilder<unknown>): Joins {
  const aliases = new Map<string, string>()
  const clauses: RawBuilder<unknown>[] = []

  const join = (from: string, hop: Hop): string => {
    const alias = `${base}${clauses.length + 1}`
    const on = sql`${columnOf('id', alias)} = ${columnOf(hop.field.key, from)}`
    clauses.push(sql` left join ${tableOf(hop.to)} as ${sql.id(alias)} on ${on} and ${rowsOf({ module: hop.to, alias })}`)
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
    isEmpty: () => clauses.length === 0,
    clause: () => sql.join(clauses, sql``),
  }
}
