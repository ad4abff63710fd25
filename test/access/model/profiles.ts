import type { Action, FieldRight, Line, Module, Profile, User, World } from './world.ts'

const STRENGTH: FieldRight[] = ['hidden', 'read', 'write']

/** Several profiles: what one of them allows is allowed. In a module that may not be read nothing is. */
export function allows(world: World, user: User, { module, action }: { module: Module; action: Action }): boolean {
  const has = (wanted: Action) => linesOf(world, user, module).some((line) => line.actions.includes(wanted))
  return has('read') && has(action)
}

/** The strongest right that a profile which may read the module gives. A field that a line does not name is open. */
export function fieldRight(world: World, user: User, { module, field }: { module: Module; field: string }): FieldRight {
  const rights = linesOf(world, user, module)
    .filter((line) => line.actions.includes('read'))
    .map((line) => line.fields[field] ?? 'write')
  return STRENGTH.findLast((right) => rights.includes(right)) ?? 'hidden'
}

/** "Modify all" is "view all", and changing and deleting besides. */
export function reachesEverything(world: World, user: User, { module, reading }: { module: Module; reading: boolean }): boolean {
  return profilesOf(world, user).some((profile) => {
    const line = profile.lines[module]
    const modify = profile.modifyAll || line?.modifyAll
    return Boolean(modify || (reading && (profile.viewAll || line?.viewAll)))
  })
}

function linesOf(world: World, user: User, module: Module): Line[] {
  return profilesOf(world, user).flatMap((profile) => profile.lines[module] ?? [])
}

function profilesOf(world: World, user: User): Profile[] {
  return world.profiles.filter(({ name }) => user.profiles.includes(name))
}
