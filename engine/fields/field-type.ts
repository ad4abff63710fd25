import type { FieldValue, Problem } from '../contract/api.ts'
import type { Operator } from '../contract/condition.ts'
import type { FormatStyle } from '../contract/formats.ts'
import type { Locale } from '../contract/label.ts'
import type { CurrencyModel, FieldModel, Model, PicklistValueModel } from '../contract/model.ts'

/** A JSON Schema (draft 7) as plain data. */
export interface JsonSchema {
  [keyword: string]: unknown
}

/** What a cell holds in SQL, one entry for each column of the field. */
export type SqlValue = string | number | boolean | null | Date | string[] | Uint8Array

/** One column of a field: its name is the field's key plus `suffix`. */
export interface ColumnSpec {
  /** '' for the main column, '_currency' and the like for the others. */
  suffix: string
  /** PostgreSQL type as pg_catalog.format_type prints it: `text`, `numeric(20,4)`, `uuid`, `text[]`, `timestamp with time zone`. */
  type: string
  /** `zh-x-icu` for text that people sort. */
  collation?: string
  /** A real foreign key. `{module}` stands for the module's table; only for references to one module. */
  references?: { module: string; onDelete: 'clear' | 'restrict' | 'cascade' } | { table: 'app.principal' | 'app.file' }
  /** Made from the other columns, only to be compared: it is not read back, and fromColumns gets undefined for it. */
  derived?: true
}

/** What types may look up while they parse or present; they do no I/O. */
export interface FieldContext {
  model: Model
  locale: Locale
  /** The language with what the actor chose of formats: for texts that people read. */
  style: FormatStyle
  /** IANA name of the actor's time zone. */
  timeZone: string
  /** The first day of the actor's week, 0 Sunday to 6 Saturday. */
  weekStart: number
  now: Date
  /** The values that a picklist field offers, own or shared. */
  picklistValues(field: FieldModel): PicklistValueModel[]
  currency(code: string): CurrencyModel | undefined
  baseCurrency: CurrencyModel
}

export type Parsed = { ok: true; value: FieldValue } | { ok: false; problems: Problem[] }

/** How text of a file is read: formats that the user chose or that were guessed. */
export interface TextFormat {
  /** `DD-MM-YY`, `YYYY/M/D`, `MM/DD/YYYY HH:mm` ... */
  date?: string
  /** The decimal sign. */
  decimal?: '.' | ','
}

/** The rest of what parseText takes, for implementations: `(text, field, ...[context, format]: TextReading)`. */
export type TextReading = [context: FieldContext, format: TextFormat]

/**
 * Everything that the runtime needs to know of one type of field. One file for each type; optional members
 * mean "cannot". Values are in the API's form (contract/api.ts) everywhere but in toColumns and fromColumns.
 */
export interface FieldType {
  name: string
  label: { en: string; 'zh-CN': string }
  /** Properties that fields of this type may have besides the common ones; the editor draws its form from it. */
  parameters: JsonSchema
  columns(field: FieldModel): ColumnSpec[]
  /** What a value looks like in the API, for OpenAPI and generated types. Blank (null) is not in it: who composes schemas adds it. */
  schema(field: FieldModel, model: Model): JsonSchema
  /** Checks and normalises a value sent by a client. null stays null (required is checked elsewhere). Never throws. */
  parse(raw: unknown, field: FieldModel, context: FieldContext): Parsed
  /** Reads one cell of a file: text -> API value (references and picklists are resolved by the import). */
  parseText?(text: string, field: FieldModel, context: FieldContext, format: TextFormat): Parsed
  /** API value -> one SQL value for each column, in the order of columns(). */
  toColumns(value: FieldValue, field: FieldModel): SqlValue[]
  /** SQL values -> API value. pg gives numeric and bigint as strings, timestamptz as Date, date as string. */
  fromColumns(cells: unknown[], field: FieldModel): FieldValue
  /** One line of text in a language, for exports, search results and logs. */
  text(value: FieldValue, field: FieldModel, context: FieldContext): string
  /** A typed cell for XLSX; text if absent. */
  cell?(value: FieldValue, field: FieldModel, context: FieldContext): string | number | boolean | Date | null
  /** Words that the contains-search should find; absent: not searchable. */
  searchText?(value: FieldValue, field: FieldModel): string
  operators: Operator[]
  /** The suffix of the column that is compared, sorted and summed; '' if absent. */
  compareSuffix?: string
  /** How one operand of a comparison is checked and turned into what is bound; parse and the first of toColumns if absent. */
  operand?(raw: unknown, field: FieldModel, context: FieldContext): { ok: true; value: SqlValue } | { ok: false; problem: Problem }
  /** Parts that a path may name (`billing_address.city`), each a column with a plain type. */
  parts?: Record<string, { suffix: string; type: string; label: { en: string; 'zh-CN': string } }>
  sortable: boolean
  groupable: boolean
  summable: boolean
  /** Which kind of SQL comparison it takes; the query compiler knows these and no types. A reference to one of several modules (`isToSeveral`) is a `reference` with two columns. */
  family: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'choice' | 'choices' | 'reference' | 'none'
  /** Types that a field may be changed to without losing a value. */
  safeChanges: string[]
  /** The folder in ui/widgets. */
  widget: string
}
