import type { FieldRight, Model, ModuleModel, ProfileModel, RecordAction } from '../contract/model.ts'
import type { Actor, ProfileFlags } from '../kernel/actor.ts'

/** The union of what an actor's profiles give. */
export interface ProfileRights {
  /** Names this union: equal keys, equal rights. */
  key: string
  admin: boolean
  /** Reads every record of the module. */
  viewAll(module: ModuleModel): boolean
  /** Reads, changes and deletes every record of the module. */
  modifyAll(module: ModuleModel): boolean
  /** Manages the users below the own role. */
  manageUsers: boolean
  actions(module: ModuleModel): ReadonlySet<RecordAction>
  field(module: ModuleModel, field: string): FieldRight
}

const EVERY_ACTION: ReadonlySet<RecordAction> = new Set(['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert'])
const NO_ACTION: ReadonlySet<RecordAction> = new Set()
const STRENGTH: Record<FieldRight, number> = { hidden: 0, read: 1, write: 2 }

/** System actors and admins may do everything, anonymous ones nothing; the others what one of their profiles allows. */
export function rightsOfProfiles(model: Model, actor: Actor): ProfileRights {
  if (actor.kind === 'anonymous') return noRights()
  const profiles = profilesOf(model, actor)
  if (actor.kind === 'system' || actor.isAdmin || profiles.some(({ flags }) => flags.admin)) return fullRights()
  return unionOf(profiles)
}

/** A profile of an actor, with what its record says. */
export interface HeldProfile {
  profile: ProfileModel
  flags: ProfileFlags
}

/** The profiles of an actor that the metadata knows. The flags of their records count before the metadata's. */
export function profilesOf(model: Model, actor: Actor): HeldProfile[] {
  const held = model.profiles.filter(({ key }) => actor.kind === 'user' && actor.profiles.includes(key))
  return held.map((profile) => ({ profile, flags: flagsIn(actor, profile.key) ?? flagsOf(profile) }))
}

function flagsIn({ profileFlags }: Actor, key: string): ProfileFlags | undefined {
  return profileFlags && Object.hasOwn(profileFlags, key) ? profileFlags[key] : undefined
}

function flagsOf({ viewAll = false, modifyAll = false, admin = false }: ProfileModel): ProfileFlags {
  return { viewAll, modifyAll, admin, manageUsers: false }
}

/** What one profile allows with a module: its line in the module's access.json, or else its defaults. */
export function actionsOfProfile(profile: ProfileModel, module: ModuleModel): RecordAction[] {
  return lineOf(profile, module)?.actions ?? profile.defaults
}

/** A field is open where the profile's line does not name it. */
export function fieldOfProfile(profile: ProfileModel, module: ModuleModel, field: string): FieldRight {
  const fields = lineOf(profile, module)?.fields
  return (fields && Object.hasOwn(fields, field) ? fields[field] : undefined) ?? 'write'
}

/** Whether a profile sees, or changes, every record of a module. */
export function reachesAll({ profile, flags }: HeldProfile, module: ModuleModel, kind: 'viewAll' | 'modifyAll'): boolean {
  return flags[kind] || lineOf(profile, module)?.[kind] === true
}

/** The line of a profile in a module's access.json. */
export function lineOf(profile: ProfileModel, module: ModuleModel) {
  const lines = module.access.profiles
  return Object.hasOwn(lines, profile.key) ? lines[profile.key] : undefined
}

function unionOf(held: HeldProfile[]): ProfileRights {
  const known = new Map<ModuleModel, ReadonlySet<RecordAction>>()
  const manageUsers = held.some(({ flags }) => flags.manageUsers)

  const actions = (module: ModuleModel) => {
    const set = known.get(module) ?? new Set(held.flatMap(({ profile }) => actionsOfProfile(profile, module)))
    known.set(module, set)
    return set
  }
  // A profile that may not read the module opens none of its fields to another that may.
  const field = (module: ModuleModel, key: string) =>
    held
      .filter(({ profile }) => actionsOfProfile(profile, module).includes('read'))
      .map(({ profile }) => fieldOfProfile(profile, module, key))
      .reduce<FieldRight>((best, right) => (STRENGTH[right] > STRENGTH[best] ? right : best), 'hidden')
  const modifyAll = (module: ModuleModel) => held.some((each) => reachesAll(each, module, 'modifyAll'))

  return {
    key: `profiles:${held.map(keyOf).sort().join(',')}`,
    admin: false,
    viewAll: (module) => modifyAll(module) || held.some((each) => reachesAll(each, module, 'viewAll')),
    modifyAll,
    manageUsers,
    actions,
    field,
  }
}

function keyOf({ profile, flags }: HeldProfile): string {
  return `${profile.key}${flags.modifyAll ? '+m' : ''}${flags.viewAll ? '+v' : ''}${flags.manageUsers ? '+u' : ''}`
}

function fullRights(): ProfileRights {
  const always = () => true
  return { key: 'everything', admin: true, viewAll: always, modifyAll: always, manageUsers: true, actions: () => EVERY_ACTION, field: () => 'write' }
}

function noRights(): ProfileRights {
  const never = () => false
  return { key: 'nothing', admin: false, viewAll: never, modifyAll: never, manageUsers: false, actions: () => NO_ACTION, field: () => 'hidden' }
}
