/** What is compared of a table that exists. A {@link TableSpec} is one too: as the recorded state of a model. */
export interface ExistingTable {
  /** In the schema `data`. */
  name: string
  columns: TableColumn[]
  foreignKeys: (TableForeignKey & { valid?: boolean })[]
  checks: { name: string; valid?: boolean }[]
  /** By name: it carries a hash of the definition, so that the same name means the same index. */
  indexes: { name: string; valid?: boolean }[]
  settings?: Record<string, string>
  /** About how many rows; 0 only where it is certain. Absent: unknown, taken as many. */
  rows?: number
  /** Columns that PostgreSQL counts against its limit of 1,600: dropped ones too. */
  columnsEver?: number
}

/** A table as metadata wants it. */
export interface TableSpec extends ExistingTable {
  primaryKey: string[]
  foreignKeys: TableForeignKey[]
  checks: TableCheck[]
  indexes: TableIndex[]
  settings: Record<string, string>
}

export interface TableColumn {
  name: string
  /** As pg_catalog.format_type prints it. */
  type: string
  /** Absent: the type's own. */
  collation?: string
  notNull?: boolean
  /** SQL text. */
  default?: string
}

export type OnDelete = 'no action' | 'set null' | 'restrict' | 'cascade'

export interface TableForeignKey {
  name: string
  column: string
  /** With its schema: `data.accounts`, `app.principal`. Its key is always `id`. */
  table: string
  onDelete: OnDelete
}

export interface TableCheck {
  name: string
  /** SQL text with quoted columns. */
  expression: string
}

export interface TableIndex {
  name: string
  method: 'btree' | 'gin'
  keys: IndexKey[]
  /** Columns that are only carried along, so that the index alone answers. */
  include: string[]
  unique: boolean
  /** Conditions joined by and; empty: the whole table. */
  where: IndexCondition[]
  /** What it is for, shown in a plan. */
  purpose: IndexPurpose
}

export interface IndexKey {
  column: string
  descending?: boolean
  /** The column as it is compared with a text that somebody typed; itself if absent. */
  form?: ComparableForm
  /** GIN over the trigrams of a text, for near matches. */
  trigrams?: boolean
}

/** `lower`: without case. `squeezed`: without case, space and punctuation. */
export type ComparableForm = 'lower' | 'squeezed'

export interface IndexCondition {
  column: string
  isNull: boolean
}

export type IndexPurpose =
  | 'unique'
  | 'search'
  | 'sort'
  | 'owner'
  | 'status'
  | 'reference'
  | 'choices'
  | 'lookup'
  | 'near match'
  | 'declared'
  | 'recycle bin'
  | 'link'
