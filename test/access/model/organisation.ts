import type { Module, Organisation, Reach, World } from './world.ts'

const OPEN: Record<Organisation, Reach[]> = {
  private: [],
  public_read: ['read'],
  public_read_write: ['read', 'update'],
  public_delete: ['read', 'update', 'delete'],
}

/** Whether the default of a module opens all of its records. */
export function isOpenToAll(world: World, module: Module, reach: Reach): boolean {
  return OPEN[world.organisation[module]].includes(reach)
}
