import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'

/** The schema of all module tables. */
export const DATA_SCHEMA = 'data'
/** PostgreSQL cuts longer names silently. */
export const LONGEST_NAME = 63

/** The table of a module, quoted: `"data"."opportunities"`. */
export function tableOf(moduleKey: string): RawBuilder<unknown> {
  return sql.id(DATA_SCHEMA, moduleKey)
}

/** A column, quoted; with the alias of its table where one is given: `"r"."close_date"`. */
export function columnOf(column: string, alias?: string): RawBuilder<unknown> {
  return alias === undefined ? sql.id(column) : sql.id(alias, column)
}

/** The table of a link, quoted. */
export function linkTableOf(link: { from: string; key: string }): RawBuilder<unknown> {
  return sql.id(DATA_SCHEMA, linkTableName(link))
}

/** `link_<module>_<key>`, within PostgreSQL's length. */
export function linkTableName(link: { from: string; key: string }): string {
  return shortName(`link_${link.from}_${link.key}`)
}

/** The name itself, or, where it is too long, its beginning and a hash of the whole: always the same for the same name. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name
  return `${name.slice(0, LONGEST_NAME - 9)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** An identifier for DDL text, which takes no bound parameters. */
export function quoteName(...parts: string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')
}

/** A text constant for DDL text. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
