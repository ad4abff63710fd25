/** Kinds of records that the bench fills in; each has a part of its own in the ids. */
const KINDS = { users: 1, roles: 2, products: 3, accounts: 4, contacts: 5, opportunities: 6 } as const

export type Kind = keyof typeof KINDS

/** The id of the n-th record of a kind, in the form of a UUIDv7 of the year 2024: later records have greater ids. */
export function idOf(kind: Kind, n: number): string {
  return `018d0000-000${KINDS[kind]}-7000-8000-${n.toString(16).padStart(12, '0')}`
}

/** The same in SQL; `n` is an expression that gives an integer. */
export function idSql(kind: Kind, n: string): string {
  return `('018d0000-000${KINDS[kind]}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
}
