import type { Condition } from './condition.ts'
import type { FieldRight, OrganisationDefault, RecordAction } from './model.ts'

/** A user, a group, a role, or a role with all below it. */
export interface Principal {
  kind: 'user' | 'group' | 'role' | 'role_and_below'
  id: string
}
export interface NamedPrincipal extends Principal {
  name: string
}

/** `read`, or `write`: reading and changing. Deleting is never shared. */
export type SharedAccess = 'read' | 'write'

/** Whose records a rule shares: those that a role or group owns, or those that meet a condition. */
export type RuleSource = Principal | { kind: 'condition'; condition: Condition }

/** What an admin says of a sharing rule. `from` and `to` name a role, a role and below, or a group; never a single user. */
export interface SharingRuleInput {
  module: string
  /** What people call it. */
  label: string
  from: RuleSource
  to: Principal
  access: SharedAccess
  /** Modules whose records refer to this one, and follow: with a shared account its opportunities. */
  related: string[]
}

export interface SharingRule extends SharingRuleInput {
  id: string
  from: NamedPrincipal | { kind: 'condition'; condition: Condition }
  to: NamedPrincipal
  createdAt: string
  updatedAt: string
}

/** A record that was shared by hand with a user or a group. */
export interface RecordShare {
  principal: NamedPrincipal
  access: SharedAccess
  /** Who shared it; null where that is not known any more. */
  by: string | null
  at: string
}

/**
 * One thing that was looked at. `all` and `any` have parts, the others are leaves: `rule` says which, in words of
 * {@link AccessRule}; `names` are what people call the profiles, roles, groups or rules that it speaks of.
 */
export interface AccessNode {
  rule: AccessRule
  grants: boolean
  /** Grants only the wanted action when every part does (`all`), or when one does (`any`); absent for leaves. */
  combine?: 'all' | 'any'
  parts?: AccessNode[]
  names?: string[]
  /** Where the node speaks of a field: what it comes to, or what one profile says. */
  right?: FieldRight
  /** The sharing rule, where the node is one. */
  id?: string
  /** The record that this one belongs to. */
  record?: { module: string; id: string; label: string | null }
}

/**
 * access: the whole. module: a profile gives the action. field: a profile opens the field. profile: what one profile says of the field.
 * writable: the field can be changed by hand at all. write_once: it is written once, and is still blank. read_only_if: the record is in no
 * state that locks it. give_away: another owner is chosen by who may do what the owner may. reach: one of the following opens the record.
 * admin, view_all, modify_all: rights that open every record. organisation: the default of the module. owner: the user owns it.
 * group_owner: a group of the user owns it. role_below: somebody whose role is below the user's owns it.
 * sharing_rule, related_rule: a rule shares it. shared_by_hand. parent: as the record that it belongs to. delegated: a user below whom the actor manages.
 */
export type AccessRule =
  | 'access'
  | 'module'
  | 'field'
  | 'profile'
  | 'writable'
  | 'write_once'
  | 'read_only_if'
  | 'give_away'
  | 'reach'
  | 'admin'
  | 'view_all'
  | 'modify_all'
  | 'organisation'
  | 'owner'
  | 'group_owner'
  | 'role_below'
  | 'sharing_rule'
  | 'related_rule'
  | 'shared_by_hand'
  | 'delegated'
  | 'parent'

/** `GET /api/records/:module/:id/access`: the tree of what was evaluated. */
export interface AccessExplanation {
  user: { id: string; name: string }
  module: string
  record: string
  action: RecordAction
  field?: string
  allowed: boolean
  tree: AccessNode
}

/** `GET /api/records/:module/:id/access/users`: who can do this with the record, and the rules that grant it. */
export interface AccessUsers {
  users: { id: string; name: string; rules: { rule: AccessRule; names?: string[] }[] }[]
  /** Users who can, shown or not. */
  count: number
  /** How many active users were asked; beyond 2,000 the rest were not. */
  asked: number
}

/**
 * `GET /api/access/missing`: why a record is not in a list. `not_yours_or_not_there` is all that somebody hears who may not
 * manage access; `deleted` and `visible` also those who may see it.
 */
export interface MissingAnswer {
  reason: 'visible' | 'deleted' | 'not_yours_or_not_there' | 'not_there' | 'no_module_right' | 'not_shared'
  /** Only for who manages access. */
  explanation?: AccessExplanation
}

/** A change that is not saved yet. */
export type AccessDraft =
  | { kind: 'role_parent'; role: string; parent: string | null }
  /** What is absent stays. */
  | { kind: 'user_rights'; user: string; role?: string | null; profiles?: string[]; isAdmin?: boolean }
  /** `profile`: its id. */
  | { kind: 'profile_rights'; profile: string; viewAll?: boolean; modifyAll?: boolean; admin?: boolean }
  | { kind: 'group_members'; group: string; members: Principal[] }
  | { kind: 'organisation'; module: string; organisation: OrganisationDefault }
  | { kind: 'profile_line'; profile: string; module: string; line: ProfileLine }
  /** `id` present: the rule is changed; `rule` null: it is removed. */
  | { kind: 'sharing_rule'; id?: string; rule: SharingRuleInput | null }

/** `POST /api/access/impact`: what a draft would change about reading. */
export interface AccessImpact {
  modules: {
    module: string
    /** Users who would see more or fewer records of the module. */
    gaining: number
    losing: number
    /** Pairs of user and record. */
    gained: number
    lost: number
    samples: { user: { id: string; name: string }; gained: number; lost: number; records: { id: string; label: string; change: 'gained' | 'lost' }[] }[]
  }[]
  /** What was left out: users or modules beyond the limits, or what took too long. Numbers are then at least. */
  complete: boolean
  users: { asked: number; all: number }
  milliseconds: number
}

/** What one profile may do with one module. Fields that are not named are open for writing. */
export interface ProfileLine {
  actions: RecordAction[]
  fields: Record<string, FieldRight>
  viewAll?: boolean
  modifyAll?: boolean
}

export interface ProfileSummary {
  id: string
  code: string
  name: string
  description: string | null
  viewAll: boolean
  modifyAll: boolean
  admin: boolean
  manageUsers: boolean
  users: number
}

/** `GET /api/access/profiles/:code`: the whole matrix. */
export interface ProfileMatrix extends ProfileSummary {
  modules: (ProfileLine & { module: string })[]
}

export interface OrganisationEntry {
  module: string
  organisation: OrganisationDefault
  /** The reference by which records belong to another one and are as visible as that. */
  throughParent?: string
}
