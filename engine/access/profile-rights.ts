import type { FieldRight, Model, ModuleModel, ProfileModel, RecordAction } from '../contract/model.ts'
import type { Actor } from '../kernel/actor.ts'

/** The union of what an actor's profiles give. */
export interface ProfileRights {
  /** Names this union: equal keys, equal rights. */
  key: string
  admin: boolean
  viewAll: boolean
  modifyAll: boolean
  actions(module: ModuleModel): ReadonlySet<RecordAction>
  field(module: ModuleModel, field: string): FieldRight
}

const EVERY_ACTION: ReadonlySet<RecordAction> = new Set(['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert'])
const NO_ACTION: ReadonlySet<RecordAction> = new Set()
const STRENGTH: Record<FieldRight, number> = { hidden: 0, read: 1, write: 2 }

/** System actors and admins may do everything, anonymous ones nothing; the others what one of their profiles allows. */
export function rightsOfProfiles(model: Model, actor: Actor): ProfileRights {
  if (actor.kind === 'anonymous') return noRights()
  const profiles = model.profiles.filter((profile) => actor.kind === 'user' && actor.profiles.includes(profile.key))
  if (actor.kind === 'system' || actor.isAdmin || profiles.some((profile) => profile.admin)) return fullRights()
  return unionOf(profiles)
}

/** What one profile allows with a module: its line in the module's access.json, or else its defaults. */
export function actionsOfProfile(profile: ProfileModel, module: ModuleModel): RecordAction[] {
  return lineOf(profile, module)?.actions ?? profile.defaults
}

/** A field is open where the profile's line does not name it. */
function fieldOfProfile(profile: ProfileModel, module: ModuleModel, field: string): FieldRight {
  const fields = lineOf(profile, module)?.fields
  return (fields && Object.hasOwn(fields, field) ? fields[field] : undefined) ?? 'write'
}

function lineOf(profile: ProfileModel, module: ModuleModel) {
  const lines = module.access.profiles
  return Object.hasOwn(lines, profile.key) ? lines[profile.key] : undefined
}

function unionOf(profiles: ProfileModel[]): ProfileRights {
  const known = new Map<ModuleModel, ReadonlySet<RecordAction>>()
  const modifyAll = profiles.some((profile) => profile.modifyAll)

  const actions = (module: ModuleModel) => {
    const set = known.get(module) ?? new Set(profiles.flatMap((profile) => actionsOfProfile(profile, module)))
    known.set(module, set)
    return set
  }
  // A profile that may not read the module opens none of its fields to another that may.
  const field = (module: ModuleModel, key: string) =>
    profiles
      .filter((profile) => actionsOfProfile(profile, module).includes('read'))
      .map((profile) => fieldOfProfile(profile, module, key))
      .reduce<FieldRight>((best, right) => (STRENGTH[right] > STRENGTH[best] ? right : best), 'hidden')

  return {
    key: `profiles:${profiles
      .map((profile) => profile.key)
      .sort()
      .join(',')}`,
    admin: false,
    viewAll: modifyAll || profiles.some((profile) => profile.viewAll),
    modifyAll,
    actions,
    field,
  }
}

function fullRights(): ProfileRights {
  return { key: 'everything', admin: true, viewAll: true, modifyAll: true, actions: () => EVERY_ACTION, field: () => 'write' }
}

function noRights(): ProfileRights {
  return { key: 'nothing', admin: false, viewAll: false, modifyAll: false, actions: () => NO_ACTION, field: () => 'hidden' }
}
