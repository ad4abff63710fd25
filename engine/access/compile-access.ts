import type { FieldModel, FieldRight, Model, ModuleModel, RecordAction } from '../contract/model.ts'
import type { RowScope } from '../contract/row-scope.ts'
import { SYSTEM_FIELDS } from '../contract/model.ts'
import type { Actor } from '../kernel/actor.ts'
import type { ActorReach } from './actor-reach.ts'
import { delegatedRights } from './delegated-rights.ts'
import { rightsOfProfiles, type ProfileRights } from './profile-rights.ts'
import { createRowScopes, principalsOf, reachKey } from './row-scopes.ts'
import { withinScope } from './token-scope.ts'

/** What one actor may do, for one version of the rights and of the metadata. Pure: every answer is a look-up. */
export interface Access {
  actor: Actor
  /** Actors with the same key may do the same with the same fields; only the owners whose records they see may differ. */
  key: string
  /** Whether the actor may do this with any record of the module at all. False for a module that is not there. */
  allows(module: string, action: RecordAction): boolean
  /** On which records the actor may do this; the same object for the same module and action. */
  rowScope(module: string, action: RecordAction): RowScope
  /** 'hidden' also for a field or a module that is not there: unknown and forbidden answer alike. */
  fieldRight(module: string, field: string): FieldRight
  /** Whether the field may be read, filtered, sorted, grouped and searched. */
  canRead(module: string, field: string): boolean
  /** The actor, the groups it belongs to, and the users whose role lies below its own: whose records it sees. */
  team: readonly string[]
  /** What was compiled, for who explains it. */
  rights: ProfileRights
  reach: ActorReach
}

const NONE: RowScope = { kind: 'none' }
/** Set by the runtime; nobody writes them by hand. */
const NEVER_WRITTEN: ReadonlySet<string> = new Set(SYSTEM_FIELDS.filter((key) => key !== 'owner'))

/** Compiles what an actor may do. `reach` comes from {@link loadActorReach}; nothing else is read. */
export function compileAccess(model: Model, actor: Actor, reach: ActorReach): Access {
  const rights = withinScope(delegatedRights(rightsOfProfiles(model, actor)), actor.scope)
  const fieldRights = new Map<ModuleModel, Map<string, FieldRight>>()
  const scopes = createRowScopes({ rights, reach, principals: principalsOf(actor) })

  const moduleOf = (key: string) => (Object.hasOwn(model.modules, key) ? model.modules[key] : undefined)
  const rightsIn = (module: ModuleModel) => {
    const known = fieldRights.get(module) ?? new Map(module.fields.map((field) => [field.key, fieldRightOf(rights, module, field)]))
    fieldRights.set(module, known)
    return known
  }
  const allows = (key: string, action: RecordAction) => {
    const module = moduleOf(key)
    return module !== undefined && rights.actions(module).has(action)
  }
  const fieldRight = (key: string, field: string): FieldRight => {
    const module = moduleOf(key)
    if (!module || !rights.actions(module).has('read')) return 'hidden'
    return rightsIn(module).get(field) ?? 'hidden'
  }

  return {
    actor,
    key: rights.key + reachKey(rights, reach),
    team: reach.team,
    rights,
    reach,
    allows,
    fieldRight,
    canRead: (module, field) => fieldRight(module, field) !== 'hidden',
    rowScope(key, action) {
      const module = moduleOf(key)
      return module ? scopes(module, action) : NONE
    },
  }
}

function fieldRightOf(rights: ProfileRights, module: ModuleModel, field: FieldModel): FieldRight {
  const granted = rights.field(module, field.key)
  return granted === 'write' && NEVER_WRITTEN.has(field.key) ? 'read' : granted
}
