import { sql, type RawBuilder } from 'kysely'
import type { SqlValue } from '../../../fields/field-type.ts'

/** One column of a set of rows that travels to the database. */
export interface SourceColumn {
  name: string
  /** PostgreSQL type, or `tsvector` for a list of terms. */
  type: string
  cells: SqlValue[]
}

/**
 * `(select s.c0::uuid as "id", ... from unnest($1::text[], ...) as s(c0, ...))`: any number of rows with one bound
 * parameter for each column, so that the text does not depend on how many rows there are.
 * Every cell travels as text, as parameters do anyway: this also carries arrays, which unnest would flatten.
 */
export function rowsSource(columns: readonly SourceColumn[]): RawBuilder<unknown> {
  return rowsFrom(columns, (index) => sql`${cellsOfColumn(columns[index])}`)
}

/** The same for cells that are bound later: `cells` gives the parameter of a column. */
export function rowsFrom(columns: readonly Pick<SourceColumn, 'name' | 'type'>[], cells: (index: number) => RawBuilder<unknown>): RawBuilder<unknown> {
  const arrays = columns.map((_column, index) => sql`${cells(index)}::text[]`)
  const names = columns.map((_column, index) => sql.id(`c${index}`))
  const casts = columns.map((column, index) => sql`${castCell(sql.id('s', `c${index}`), column.type)} as ${sql.id(column.name)}`)
  return sql`(select ${sql.join(casts)} from unnest(${sql.join(arrays)}) as s(${sql.join(names)}))`
}

/** The cells of columns as they are bound, under the names `<prefix>0`, `<prefix>1` … */
export function cellValues(columns: readonly SourceColumn[], prefix: string): Record<string, (string | null)[]> {
  return Object.fromEntries(columns.map((column, index) => [`${prefix}${index}`, cellsOfColumn(column)]))
}

/** A column without a single value travels as an empty array: unnest fills up the shorter arrays with nulls, to the length of the longest (there is an id in every row). */
function cellsOfColumn(column: SourceColumn | undefined): (string | null)[] {
  const cells = column?.cells ?? []
  if (column?.type === 'tsvector') return cells.map(asTerms)
  return cells.every((cell) => cell === null) ? [] : cells.map(asText)
}

function castCell(cell: RawBuilder<unknown>, type: string): RawBuilder<unknown> {
  if (type === 'tsvector') return sql`array_to_tsvector(string_to_array(${cell}, e'\\x1f'))`
  return type === 'text' ? cell : sql`${cell}::${sql.raw(checkedType(type))}`
}

/** Types come from the code of field types; still, nothing that could end a cast gets into a statement's text. */
function checkedType(type: string): string {
  if (!/^[a-z_ ]+(\(\d+(,\s?\d+)?\))?[a-z_ ]*(\[\])?$/.test(type)) throw new Error(`"${type}" is not the name of a column type.`)
  return type
}

/** Terms hold no control characters, so that one may stand between them: as an array in an array every quote would be escaped, of dozens of terms a row. */
function asTerms(cell: SqlValue): string | null {
  return Array.isArray(cell) ? cell.join('\x1f') : asText(cell)
}

function asText(cell: SqlValue): string | null {
  if (cell === null || typeof cell === 'string') return cell
  if (Array.isArray(cell)) return arrayLiteral(cell)
  if (cell instanceof Date) return cell.toISOString()
  if (cell instanceof Uint8Array) return `\\x${Buffer.from(cell).toString('hex')}`
  return String(cell)
}

function arrayLiteral(entries: string[]): string {
  return `{${entries.map((entry) => `"${entry.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
}
