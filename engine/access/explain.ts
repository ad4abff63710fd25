import type { AccessNode, AccessRule } from '../contract/access.ts'
import type { FieldRight, Model, ModuleModel, RecordAction } from '../contract/model.ts'
import type { OwnersScope, RowFacts, RowGrant } from '../contract/row-scope.ts'
import type { Access } from './compile-access.ts'
import { mayGiveAway } from './may-give-away.ts'
import { actionsOfProfile, fieldOfProfile, profilesOf, reachesAll } from './profile-rights.ts'
import { ownScopeOf, rulesFor } from './row-scopes.ts'
import { isOpenToAll, REACH } from './scope-rule.ts'

export interface AccessQuestion {
  module: ModuleModel
  action: RecordAction
  /** Whether the actor may read it (or write it, for any other action), too. */
  field?: string
}

/** What the record as it stands says of writing the field: whether one that is written once has a value, and whether its condition locks it. */
export interface FieldLocks {
  isSet?: boolean
  isLocked?: boolean
}

/** The scope whose grants {@link RowFacts} has to answer for a question: what counts of one record by itself. */
export function scopeToAsk(access: Access, { module, action }: AccessQuestion): OwnersScope {
  return ownScopeOf(access, module, REACH[action])
}

/**
 * Why somebody may or may not do something with a record: the rules that were compiled, each for itself. The whole grants exactly
 * where the compiled row scope holds. `parent`: the answer for the record that this one belongs to.
 */
export function explainAccess(model: Model, access: Access, question: Explained): AccessNode {
  const parts = [moduleNode(model, access, question), ...fieldNodes(model, access, question), anyOf('reach', reachNodes(model, access, question))]
  return allOf('access', parts)
}

/** What somebody must be allowed to do with the parent of a record. */
export function actionOnParent({ module, action }: AccessQuestion): 'read' | 'update' {
  const reach = REACH[action]
  return reach !== 'read' && isOpenToAll(module, reach) ? 'update' : 'read'
}

function moduleNode(model: Model, access: Access, { module, action }: AccessQuestion): AccessNode {
  const names = profilesOf(model, access.actor).flatMap(({ profile }) => (actionsOfProfile(profile, module).includes(action) ? [profile.key] : []))
  // In a module that may not be read nothing else can be done either: it answers as if it were not there.
  const mayRead = access.allows(module.key, 'read')
  return leaf('module', mayRead && access.allows(module.key, action), mayRead ? names : [])
}

/** What the profiles say of the field, each for itself, and whether anybody changes it by hand. One that is not there has no profiles. */
function fieldNodes(model: Model, access: Access, { module, action, field, facts, locks = {} }: Explained): AccessNode[] {
  if (field === undefined) return []
  const known = module.fields.find(({ key }) => key === field)
  if (!known) return [{ ...leaf('field', false), right: 'hidden' }]
  const isReading = action === 'read' || action === 'export'
  const judged = (node: AccessNode, right: FieldRight): AccessNode => ({ ...node, grants: isReading ? right !== 'hidden' : right === 'write', right })
  const parts = profilesOf(model, access.actor).map(({ profile }) => {
    // A profile that may not read the module opens none of its fields.
    const right = actionsOfProfile(profile, module).includes('read') ? fieldOfProfile(profile, module, field) : 'hidden'
    return judged(leaf('profile', false, [profile.key]), right)
  })
  if (access.rights.admin) parts.unshift({ ...leaf('admin', true), right: 'write' })
  const whole = judged(parts.length > 0 ? anyOf('field', parts) : leaf('field', false), access.rights.field(module, field))
  if (isReading) return [whole]
  const given = action === 'update' && field === 'owner' ? [leaf('give_away', mayGiveAway(access, { module, ownerId: facts.ownerId }))] : []
  return [whole, leaf('writable', !known.readOnly && known.type !== 'auto_number'), ...lockNodes(locks), ...given]
}

function lockNodes({ isSet, isLocked }: FieldLocks): AccessNode[] {
  return [...(isSet === undefined ? [] : [leaf('write_once', !isSet)]), ...(isLocked === undefined ? [] : [leaf('read_only_if', !isLocked)])]
}

type Explained = AccessQuestion & { facts: RowFacts; parent?: AccessNode | null; locks?: FieldLocks }

function reachNodes(model: Model, access: Access, question: Explained): AccessNode[] {
  const { module, action, facts, parent } = question
  const all = rightsOverAll(model, access, question)
  if (module.access.throughParent === undefined) {
    return [...all, leaf('organisation', isOpenToAll(module, REACH[action])), ...ownNodes(access, question)]
  }
  if (!facts.parent) return [...all, ...ownNodes(access, question)]
  const above: AccessNode = parent ? { ...parent, record: { ...facts.parent, label: null } } : leaf('access', false)
  // Only what everybody may read, or may do because of the parent, needs nothing of one's own.
  const needsOwn = REACH[action] !== 'read' && !isOpenToAll(module, REACH[action])
  return [...all, allOf('parent', needsOwn ? [above, anyOf('reach', ownNodes(access, question))] : [above])]
}

function rightsOverAll(model: Model, access: Access, { module, action }: AccessQuestion): AccessNode[] {
  const held = profilesOf(model, access.actor)
  const having = (kind: 'viewAll' | 'modifyAll') => held.filter((each) => reachesAll(each, module, kind)).map(({ profile }) => profile.key)
  return [
    leaf('admin', access.rights.admin),
    leaf('modify_all', access.rights.modifyAll(module), having('modifyAll')),
    ...(REACH[action] === 'read' ? [leaf('view_all', access.rights.viewAll(module), having('viewAll'))] : []),
  ]
}

function ownNodes(access: Access, question: Explained): AccessNode[] {
  const { module, action, facts } = question
  const scope = scopeToAsk(access, question)
  const { actor, reach } = access
  const isMine = (id: string) => scope.owners.includes(id)
  // Beside a rule that does not hold the owner's name would say that it were the group, or below.
  const ownedBy = (rule: AccessRule, grants: boolean) => leaf(rule, grants, grants && facts.ownerName !== null ? [facts.ownerName] : [])
  const byOwner = rulesFor(reach, module.key, REACH[action]).filter((rule) => rule.owners !== undefined)
  return [
    leaf('owner', facts.ownerId === actor.userId && isMine(facts.ownerId)),
    ownedBy('group_owner', actor.groupIds.includes(facts.ownerId) && isMine(facts.ownerId)),
    ownedBy('role_below', reach.below.includes(facts.ownerId) && isMine(facts.ownerId)),
    ...byOwner.map((rule) => ({ ...leaf('sharing_rule', rule.owners?.includes(facts.ownerId) === true && isMine(facts.ownerId), [rule.label]), id: rule.id })),
    ...(scope.also ?? []).map((grant, index) => grantNode(access, grant, facts.granted[index] === true)),
  ]
}

const RULE_OF: Record<RowGrant['kind'], AccessRule> = { condition: 'sharing_rule', related: 'related_rule', shares: 'shared_by_hand', ids: 'delegated' }

function grantNode({ reach }: Access, grant: RowGrant, grants: boolean): AccessNode {
  if (grant.kind !== 'condition' && grant.kind !== 'related') return leaf(RULE_OF[grant.kind], grants)
  const label = reach.rules.find(({ id }) => id === grant.rule)?.label
  return { ...leaf(RULE_OF[grant.kind], grants, label === undefined ? [] : [label]), id: grant.rule }
}

function leaf(rule: AccessRule, grants: boolean, names: string[] = []): AccessNode {
  return names.length > 0 ? { rule, grants, names } : { rule, grants }
}

function anyOf(rule: AccessRule, parts: AccessNode[]): AccessNode {
  return { rule, combine: 'any', grants: parts.some((part) => part.grants), parts }
}

function allOf(rule: AccessRule, parts: AccessNode[]): AccessNode {
  return { rule, combine: 'all', grants: parts.every((part) => part.grants), parts }
}

/** The leaves that grant. */
export function grantingLeaves(node: AccessNode): AccessNode[] {
  if (!node.parts) return node.grants ? [node] : []
  return node.parts.flatMap(grantingLeaves)
}
