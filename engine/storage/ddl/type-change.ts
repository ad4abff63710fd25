import type { TableColumn } from './table-spec.ts'

/** What a change of a column's type means: nothing to do, at once, a rewrite of every row, or a loss of values. */
export type TypeChange = 'same' | 'instant' | 'rewrite' | 'unsafe'

const ALIASES: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  varchar: 'character varying',
  decimal: 'numeric',
  float8: 'double precision',
}

/** Digits before the point that every value of the type has room in. */
const WHOLE_DIGITS: Record<string, number> = { smallint: 5, integer: 10, bigint: 19 }

/** Compares what is there with what is wanted. Only what keeps every value is not `unsafe`. */
export function typeChange(from: TableColumn, to: TableColumn): TypeChange {
  const [before, after] = [normalType(from.type), normalType(to.type)]
  if (before !== after) return widening(before, after)
  // A column that sorts better than it must stays as it is; the other way every index on it is built anew.
  return to.collation === undefined || to.collation === from.collation ? 'same' : 'rewrite'
}

/** The name of a type as pg_catalog.format_type prints it. */
export function normalType(type: string): string {
  const text = type.trim().toLowerCase()
  const [, base = text, rest = ''] = /^([a-z0-9_ ]+?)\s*(\(.*\)|\[\]|\(.*\)\[\])?$/.exec(text) ?? []
  return (ALIASES[base] ?? base) + rest.replaceAll(' ', '')
}

function widening(before: string, after: string): TypeChange {
  if (after === 'text') return before.startsWith('character varying') ? 'instant' : before.endsWith('[]') ? 'unsafe' : 'rewrite'
  if (after.startsWith('numeric')) return toNumeric(before, after)
  const [small, large] = [WHOLE_DIGITS[before], WHOLE_DIGITS[after]]
  if (small !== undefined && large !== undefined) return small < large ? 'rewrite' : 'unsafe'
  return before === 'date' && after === 'timestamp with time zone' ? 'rewrite' : 'unsafe'
}

function toNumeric(before: string, after: string): TypeChange {
  const wanted = numericSize(after)
  const whole = WHOLE_DIGITS[before]
  if (whole !== undefined) return !wanted || wanted.whole >= whole ? 'rewrite' : 'unsafe'
  if (!before.startsWith('numeric')) return 'unsafe'

  const found = numericSize(before)
  if (!wanted) return 'instant'
  if (!found || found.whole > wanted.whole || found.scale > wanted.scale) return 'unsafe'
  return found.scale === wanted.scale ? 'instant' : 'rewrite'
}

/** null: numeric without limits. */
function numericSize(type: string): { whole: number; scale: number } | null {
  const [, precision, scale = '0'] = /^numeric\((\d+)(?:,(\d+))?\)$/.exec(type) ?? []
  return precision === undefined ? null : { whole: Number(precision) - Number(scale), scale: Number(scale) }
}
