import type { Condition } from '../contract/condition.ts'
import type { Principal, SharedAccess } from '../contract/access.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Database } from '../storage/database.ts'
import { findRolesFrom, findUsersBelow } from '../storage/role-tree.ts'
import { findOwnersOf, principalKey } from '../storage/sharing/principal-owners.ts'
import { loadSharedModules } from '../storage/sharing/record-shares.ts'
import { loadSharingRules, type StoredRule } from '../storage/sharing/sharing-rules.ts'

/** A sharing rule that is for the actor. */
export interface AppliedRule {
  id: string
  label: string
  module: string
  access: SharedAccess
  related: readonly string[]
  /** Whose records it shares; absent for a rule by condition. */
  owners?: readonly string[]
  condition?: Condition
  /** Changes with every change of the rule. */
  stamp: string
}

/** Everything from outside the metadata that opens records to an actor. Read once for each version of the rights. */
export interface ActorReach {
  /** Users whose role stands below the actor's. */
  below: readonly string[]
  /** Whose records the actor sees as its own: itself, its groups, and {@link below}. */
  team: readonly string[]
  rules: readonly AppliedRule[]
  /** Modules of which something was shared by hand with the actor or its groups. */
  shared: readonly { module: string; access: SharedAccess }[]
}

/** Nothing beside the profiles: of actors that are no users. */
export const NO_REACH: ActorReach = { below: [], team: [], rules: [], shared: [] }

/** Reads what opens records to an actor: five short statements at most. */
export async function loadActorReach(database: Database, actor: Actor): Promise<ActorReach> {
  if (actor.kind !== 'user' || actor.userId === null) return NO_REACH
  const below = actor.roleId === null ? [] : await findUsersBelow(database, actor.roleId)
  const principals = [actor.userId, ...actor.groupIds]
  return {
    below,
    team: [...new Set([...principals, ...below])],
    rules: await loadRulesFor(database, actor),
    shared: await loadSharedModules(database, principals),
  }
}

async function loadRulesFor(database: Database, actor: Actor): Promise<AppliedRule[]> {
  const rules = await loadSharingRules(database)
  if (rules.length === 0) return []
  const rolesFrom = actor.roleId === null ? [] : await findRolesFrom(database, actor.roleId)
  const mine = rules.filter((rule) => isFor(rule, actor, rolesFrom))
  const owners = await findOwnersOf(
    database,
    mine.flatMap(({ from }) => (from.kind === 'condition' ? [] : [from])),
  )
  return mine.map((rule) => applied(rule, owners))
}

/** Whether a rule is for an actor. `rolesFrom`: the actor's role and all above it. */
function isFor({ to }: StoredRule, actor: Actor, rolesFrom: readonly string[]): boolean {
  const held: Record<Principal['kind'], readonly (string | null)[]> = {
    user: [actor.userId],
    group: actor.groupIds,
    role: [actor.roleId],
    role_and_below: rolesFrom,
  }
  return held[to.kind].includes(to.id)
}

function applied({ id, label, module, access, related, from, updatedAt }: StoredRule, owners: ReadonlyMap<string, string[]>): AppliedRule {
  const common = { id, label, module, access, related, stamp: `${id}@${updatedAt.getTime()}` }
  return from.kind === 'condition' ? { ...common, condition: from.condition } : { ...common, owners: owners.get(principalKey(from)) ?? [] }
}
