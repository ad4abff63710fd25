import type { RecordAction } from '../contract/model.ts'
import type { Actor } from '../kernel/actor.ts'
import type { ProfileRights } from './profile-rights.ts'

const READING: ReadonlySet<RecordAction> = new Set(['read', 'export'])
const NOTHING: ReadonlySet<RecordAction> = new Set()

/** The rights of a call with a token that is good for less than its user may do. */
export function withinScope(rights: ProfileRights, scope: Actor['scope']): ProfileRights {
  if (!scope) return rights
  return {
    ...rights,
    key: `${rights.key} ${scopeKey(scope)}`,
    actions(module) {
      if (scope.modules !== null && !scope.modules.includes(module.key)) return NOTHING
      const actions = rights.actions(module)
      return scope.readOnly ? new Set([...actions].filter((action) => READING.has(action))) : actions
    },
    field(module, key) {
      const right = rights.field(module, key)
      return scope.readOnly && right === 'write' ? 'read' : right
    },
  }
}

/** Equal keys, equal limits. */
export function scopeKey(scope: Actor['scope']): string {
  return scope ? JSON.stringify([scope.readOnly, scope.modules?.toSorted() ?? null]) : ''
}
