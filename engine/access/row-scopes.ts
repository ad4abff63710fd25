import type { ModuleModel, RecordAction } from '../contract/model.ts'
import type { OwnersScope, RowGrant, RowScope } from '../contract/row-scope.ts'
import type { Actor } from '../kernel/actor.ts'
import type { ActorReach, AppliedRule } from './actor-reach.ts'
import { isDelegated } from './delegated-rights.ts'
import type { ProfileRights } from './profile-rights.ts'
import { isOpenToAll, REACH, ruleOfScope, type Reach } from './scope-rule.ts'

interface ScopeParts {
  rights: ProfileRights
  reach: ActorReach
  /** The actor and its groups: with whom something was shared by hand. */
  principals: readonly string[]
}

const ALL: RowScope = { kind: 'all' }
const NONE: RowScope = { kind: 'none' }

/** The row scopes of an actor, each made once. */
export function createRowScopes(parts: ScopeParts): (module: ModuleModel, action: RecordAction) => RowScope {
  const known = new Map<string, RowScope>()
  const remember = <Scope extends RowScope>(key: string, make: () => Scope): Scope => {
    const scope = (known.get(key) as Scope | undefined) ?? make()
    known.set(key, scope)
    return scope
  }
  return (module, action) => {
    const reach = REACH[action]
    const { grants } = ruleOfScope(parts.rights, module, action)
    if (grants === 'all') return ALL
    if (grants === 'none') return NONE
    const own = remember(`${module.key} ${reach} own`, () => ownScope(parts, module, reach))
    return grants === 'owners' ? own : remember(`${module.key} ${reach} parent`, () => parentScope(module, reach, own))
  }
}

/** What counts of the records of a module by themselves: their owners, rules and shares, whatever is open to all or goes through the parent. */
export function ownScopeOf({ rights, reach, actor }: Pick<ScopeParts, 'rights' | 'reach'> & { actor: Actor }, module: ModuleModel, wanted: Reach): OwnersScope {
  return ownScope({ rights, reach, principals: principalsOf(actor) }, module, wanted)
}

/** An actor and its groups: with whom something may be shared by hand. */
export function principalsOf({ userId, groupIds }: Actor): string[] {
  return userId === null ? [] : [userId, ...groupIds]
}

/** Reading follows the parent. What the default opens follows the right to change the parent; the rest needs the own rule, and a parent that can be read. */
function parentScope(module: ModuleModel, reach: Reach, own: OwnersScope): RowScope {
  const field = module.access.throughParent ?? ''
  if (reach === 'read') return { kind: 'parent', field, action: 'read', alone: own }
  if (isOpenToAll(module, reach)) return { kind: 'parent', field, action: 'update', alone: own }
  return { kind: 'parent', field, action: 'read', own, alone: own }
}

function ownScope(parts: ScopeParts, module: ModuleModel, reach: Reach): OwnersScope {
  const {
    rights,
    reach: { team, below },
  } = parts
  // Who manages users reaches those below, whoever made their records.
  if (isDelegated(rights, module.key) && reach !== 'read') return { kind: 'owners', owners: [], also: reach === 'update' ? [{ kind: 'ids', ids: below }] : [] }
  const rules = rulesFor(parts.reach, module.key, reach)
  const owners = [...new Set([...team, ...rules.flatMap((rule) => rule.owners ?? [])])]
  const also = [...conditionGrants(rules), ...relatedGrants(parts, module, reach), ...shareGrants(parts, module.key, reach)]
  return also.length > 0 ? { kind: 'owners', owners, also } : { kind: 'owners', owners: rules.length === 0 ? team : owners }
}

/** Rules give reading, or reading and changing; never deleting. */
export function rulesFor({ rules }: ActorReach, module: string, reach: Reach): AppliedRule[] {
  return rules.filter((rule) => rule.module === module && gives(rule, reach))
}

function gives({ access }: AppliedRule, reach: Reach): boolean {
  return reach === 'read' || (reach === 'update' && access === 'write')
}

function conditionGrants(rules: AppliedRule[]): RowGrant[] {
  return rules.flatMap(({ id, condition }) => (condition ? [{ kind: 'condition', rule: id, filter: condition }] : []))
}

/** Of each reference from this module to the one that a rule is about. */
function relatedGrants({ reach }: ScopeParts, module: ModuleModel, wanted: Reach): RowGrant[] {
  const rules = reach.rules.filter((rule) => rule.related.includes(module.key) && gives(rule, wanted))
  return rules.flatMap((rule) =>
    referencesTo(module, rule.module).map(
      (field): RowGrant => ({
        kind: 'related',
        rule: rule.id,
        field,
        module: rule.module,
        owners: rule.owners ?? [],
        ...(rule.condition && { filter: rule.condition }),
      }),
    ),
  )
}

/** The fields of a module that refer to one record of another. */
export function referencesTo(module: ModuleModel, target: string): string[] {
  return module.fields.filter((field) => field.type === 'reference' && field.to?.includes(target)).map((field) => field.key)
}

function shareGrants({ reach: { shared }, principals }: ScopeParts, module: string, reach: Reach): RowGrant[] {
  if (reach === 'delete') return []
  const write = reach === 'update'
  const any = shared.some((share) => share.module === module && (!write || share.access === 'write'))
  return any ? [{ kind: 'shares', principals, write }] : []
}

/** What of an actor's reach decides about the text of statements beside its profiles. Empty for most. */
export function reachKey(rights: ProfileRights, { rules, shared }: ActorReach): string {
  if (rights.admin) return ''
  const textual = rules.filter((rule) => rule.condition !== undefined || rule.related.length > 0).map(({ stamp }) => stamp)
  const modules = shared.map(({ module, access }) => `${module}:${access}`).sort()
  return textual.length + modules.length === 0 ? '' : `|rules:${textual.join(',')}|shared:${modules.join(',')}`
}
