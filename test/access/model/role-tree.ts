import type { World } from './world.ts'

/** Whether a role stands under another one, at any depth. No role stands under itself. */
export function isBelow(world: World, role: string | null, above: string | null): boolean {
  if (role === null || above === null) return false
  const parent = world.roles.find(({ id }) => id === role)?.parent ?? null
  return parent !== null && (parent === above || isBelow(world, parent, above))
}

export function isRoleOrBelow(world: World, role: string | null, top: string): boolean {
  return role === top || isBelow(world, role, top)
}
