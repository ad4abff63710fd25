import type { Condition } from './condition.ts'

/**
 * Which records of a module somebody may reach, as access/ compiles it and query/ turns it into SQL.
 * `owners`: records whose owner is one of these principals (users and groups), and those that a grant opens beside them.
 * `parent`: a record is reached as the one that it belongs to.
 */
export type RowScope = { kind: 'all' } | { kind: 'none' } | OwnersScope | ParentScope

export interface OwnersScope {
  kind: 'owners'
  owners: readonly string[]
  /** What opens records whatever their owner is. Absent or empty: only the owners count. */
  also?: readonly RowGrant[]
}

export interface ParentScope {
  kind: 'parent'
  /** The reference to the record that this one belongs to. */
  field: string
  /** What the actor must be allowed to do with that record. */
  action: 'read' | 'update'
  /** Holds besides: a comment is changed by its author, as long as its record can be read. Absent: the parent alone decides. */
  own?: RowScope
  /** For records that belong to nothing. */
  alone: RowScope
}

/** One thing that opens records. */
export type RowGrant =
  /** A sharing rule that shares what meets a condition. */
  | { kind: 'condition'; rule: string; filter: Condition }
  /** Shared by hand with one of these; `write`: only where writing was shared, too. */
  | { kind: 'shares'; principals: readonly string[]; write: boolean }
  /** These records alone. */
  | { kind: 'ids'; ids: readonly string[] }
  /** Records that refer to one that a sharing rule shares, whatever the actor may do with that one otherwise. */
  | { kind: 'related'; rule: string; field: string; module: string; owners: readonly string[]; filter?: Condition }

/** What of one record decides who reaches it. */
export interface RowFacts {
  ownerId: string
  ownerName: string | null
  deleted: boolean
  /** Which of the grants of a scope open the record, in their order. */
  granted: readonly boolean[]
  /** The record that it belongs to, where its module goes through the parent. */
  parent: { module: string; id: string } | null
}
