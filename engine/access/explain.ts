import type { Model, RecordAction } from '../contract/model.ts'
import type { Access } from './compile-access.ts'
import { actionsOfProfile, rightsOfProfiles } from './profile-rights.ts'
import { ruleOfScope, type ScopeRule } from './scope-rule.ts'

/** Why an action is allowed or not: the same rules as the ones that were compiled, named. */
export interface Explanation {
  allowed: boolean
  /** The rule that decided. */
  rule: ScopeRule['rule'] | 'unknown_module'
  /** Profiles of the actor that give the action in this module. */
  grantedBy: string[]
  /** Only for rule `owner`: in what way the owner is one of the actor's. */
  owner?: 'self' | 'group' | 'role_below' | 'not_visible'
}

/** Explains an action on the records of one owner. */
export function explainAccess(model: Model, access: Access, question: { module: string; action: RecordAction; ownerId: string }): Explanation {
  const module = Object.hasOwn(model.modules, question.module) ? model.modules[question.module] : undefined
  if (!module) return { allowed: false, rule: 'unknown_module', grantedBy: [] }

  const { actor } = access
  const grantedBy = model.profiles
    .filter((profile) => actor.profiles.includes(profile.key) && actionsOfProfile(profile, module).includes(question.action))
    .map((profile) => profile.key)
  const { rule, grants } = ruleOfScope(rightsOfProfiles(model, actor), module, question.action)
  if (grants !== 'owners') return { allowed: grants === 'all', rule, grantedBy }

  const owner = relationTo(access, question.ownerId)
  return { allowed: owner !== 'not_visible', rule, grantedBy, owner }
}

function relationTo({ actor, team }: Access, ownerId: string): NonNullable<Explanation['owner']> {
  if (ownerId === actor.userId) return 'self'
  if (actor.groupIds.includes(ownerId)) return 'group'
  return team.includes(ownerId) ? 'role_below' : 'not_visible'
}
