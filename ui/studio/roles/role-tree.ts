/** A role as the tree draws it. */
export interface RoleNode {
  id: string
  name: string
  parent: string | null
  version: number
}
/** A role in its place: `level` 1 for the top. */
export interface PlacedRole extends RoleNode {
  level: number
  hasChildren: boolean
}
export type RoleMove = 'in' | 'out' | 'up' | 'down'

/** All roles from the top down, each followed by those below it. Roles of one superior have no order of their own: they stand by name. */
export function placedRoles(roles: readonly RoleNode[], collapsed: ReadonlySet<string> = new Set()): PlacedRole[] {
  const known = new Set(roles.map(({ id }) => id))
  const walk = (parent: string | null, level: number): PlacedRole[] =>
    childrenOf(roles, parent, known).flatMap((role) => {
      const hasChildren = childrenOf(roles, role.id, known).length > 0
      return [{ ...role, level, hasChildren }, ...(collapsed.has(role.id) ? [] : walk(role.id, level + 1))]
    })
  return walk(null, 1)
}

/**
 * The superior that a role gets by a move; undefined where there is no such move. `in`: below the one that stands before it; `out`: beside
 * its superior; `up` and `down`: below the neighbour of its superior.
 */
export function superiorAfter(roles: readonly RoleNode[], id: string, move: RoleMove): string | null | undefined {
  const role = roles.find((each) => each.id === id)
  if (!role) return undefined
  if (move === 'in') return neighbourOf(roles, role, -1)?.id
  const superior = roles.find((each) => each.id === role.parent)
  if (!superior) return undefined
  if (move === 'out') return superior.parent
  return neighbourOf(roles, superior, move === 'up' ? -1 : 1)?.id
}

/** Whether a role may come below another: not below itself, nor below one of its own; and it would have to move for it. */
export function mayStandBelow(roles: readonly RoleNode[], id: string, parent: string | null): boolean {
  if (roles.find((each) => each.id === id)?.parent === parent) return false
  const seen = new Set<string>()
  for (let at = parent; at !== null && !seen.has(at); at = roles.find((each) => each.id === at)?.parent ?? null) {
    if (at === id) return false
    seen.add(at)
  }
  return true
}

function neighbourOf(roles: readonly RoleNode[], role: RoleNode, step: 1 | -1): RoleNode | undefined {
  const known = new Set(roles.map((each) => each.id))
  const siblings = childrenOf(roles, role.parent !== null && known.has(role.parent) ? role.parent : null, known)
  return siblings[siblings.findIndex((each) => each.id === role.id) + step]
}

/** Roles whose superior cannot be seen stand at the top. */
function childrenOf(roles: readonly RoleNode[], parent: string | null, known: ReadonlySet<string>): RoleNode[] {
  return roles
    .filter((role) => (role.parent !== null && known.has(role.parent) ? role.parent : null) === parent)
    .sort((one, other) => one.name.localeCompare(other.name))
}
