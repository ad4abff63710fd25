/** A small installation as the description of the rights sees it: plain data, without SQL and without the engine. */
export interface World {
  seed: number
  roles: Role[]
  profiles: Profile[]
  groups: Group[]
  users: User[]
  organisation: Record<Module, Organisation>
  rules: Rule[]
  shares: Share[]
  records: WorldRecord[]
}

export const MODULES = ['shelves', 'books', 'members', 'loans', 'comments', 'files'] as const
export type Module = (typeof MODULES)[number]
export type Action = 'read' | 'create' | 'update' | 'delete' | 'import' | 'export' | 'merge'
export type FieldRight = 'hidden' | 'read' | 'write'
export type Organisation = 'private' | 'public_read' | 'public_read_write' | 'public_delete'
/** What an action does to records that are there. */
export type Reach = 'read' | 'update' | 'delete'

export interface Role {
  id: string
  name: string
  parent: string | null
}

export interface Line {
  actions: Action[]
  fields: Record<string, FieldRight>
  viewAll?: boolean
  modifyAll?: boolean
}

export interface Profile {
  name: string
  viewAll?: boolean
  modifyAll?: boolean
  /** A module without a line gives no right. */
  lines: Partial<Record<Module, Line>>
}

export interface Group {
  id: string
  name: string
  members: string[]
  roles: string[]
  rolesBelow: string[]
  subgroups: string[]
}

export interface User {
  id: string
  name: string
  role: string | null
  /** Names of profiles. */
  profiles: string[]
}

export interface Rule {
  name: string
  module: Module
  from: { kind: 'role' | 'role_and_below' | 'group'; id: string } | { kind: 'condition'; field: string; value: string }
  to: { kind: 'role' | 'role_and_below' | 'group'; id: string }
  access: 'read' | 'write'
  related: Module[]
}

export interface Share {
  record: string
  /** A user or a group. */
  principal: string
  access: 'read' | 'write'
}

/** One value of a record, with a word or number in it that stands nowhere else in the world. */
export interface Cell {
  field: string
  token: string
  /** What the field held before it was changed: only the past tells it. */
  former?: boolean
}

export interface WorldRecord {
  id: string
  module: Module
  /** A user, a group, or `admin`. */
  owner: string
  cells: Cell[]
  /** Picklists: what rules by a condition ask for. */
  choices: Record<string, string>
  references: Record<string, { module: Module; id: string }>
  deleted?: boolean
}

/** The reference by which records of a module are as visible as another record. */
export const PARENT_FIELD: Partial<Record<Module, string>> = { comments: 'related_to', files: 'related_to' }

export const REACH: Record<Action, Reach> = {
  read: 'read',
  export: 'read',
  create: 'read',
  update: 'update',
  import: 'update',
  delete: 'delete',
  merge: 'delete',
}
