/** Every operator that a comparison may use. What a field type understands of them is declared in its own file. */
export const OPERATORS = [
  'is',
  'is_not',
  'is_any',
  'is_none',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'within',
  'is_blank',
  'is_not_blank',
  'has_any',
  'has_all',
  'has_none',
  'is_me',
  'is_my_team',
] as const
export type Operator = (typeof OPERATORS)[number]

export type Scalar = string | number | boolean
export type ConditionValue = Scalar | null | Scalar[]

/** One comparison: `field` is a key or a path through references (`account.industry`). `within` takes the name of a relative range. */
export interface Comparison {
  field: string
  op: Operator
  value?: ConditionValue
}

/** A closed tree of conditions; an empty `all` holds for every record, an empty `any` for none. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Comparison

export interface Sort {
  field: string
  order?: 'asc' | 'desc'
}
