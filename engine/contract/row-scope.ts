/**
 * Which records of a module somebody may reach, as access/ compiles it and query/ turns it into SQL.
 * `owners`: only records whose owner is one of these principals (users and groups).
 */
export type RowScope = { kind: 'all' } | { kind: 'none' } | { kind: 'owners'; owners: readonly string[] }
