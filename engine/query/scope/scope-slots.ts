import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { RecordAction } from '../../contract/model.ts'
import type { OwnersScope, RowGrant, RowScope } from '../../contract/row-scope.ts'
import { idArray, slot, type Run } from '../slots.ts'

/** Where in an actor's rights a set of ids stands: of which module and action, and how deep in a scope that has parts. */
export interface ScopePlace {
  module: string
  action: RecordAction
  /** From the scope of the module inwards. */
  path: readonly ('own' | 'alone')[]
}

const slots = new Map<string, RawBuilder<unknown>>()

/** The owners of a scope: one array, one parameter, however often it is used. */
export function ownersSlot(place: ScopePlace): RawBuilder<unknown> {
  return idsSlot(place, 'owners', ({ owners }) => owners)
}

/** The ids of the nth grant of a scope: principals, records, or owners. */
export function grantSlot(place: ScopePlace, index: number): RawBuilder<unknown> {
  return idsSlot(place, String(index), ({ also = [] }) => idsOf(also[index]))
}

function idsOf(grant: RowGrant | undefined): readonly string[] {
  if (grant?.kind === 'shares') return grant.principals
  if (grant?.kind === 'ids') return grant.ids
  return grant?.kind === 'related' ? grant.owners : []
}

function idsSlot(place: ScopePlace, name: string, read: (scope: OwnersScope) => readonly string[]): RawBuilder<unknown> {
  const key = [place.module, place.action, ...place.path, name].join(' ')
  const known = slots.get(key) ?? slot((run) => idArray(readAt(run, place, read)))
  slots.set(key, known)
  return sql`${known}::uuid[]`
}

function readAt({ rights }: Run, { module, action, path }: ScopePlace, read: (scope: OwnersScope) => readonly string[]): readonly string[] {
  const scope = path.reduce<RowScope | undefined>((outer, part) => (outer?.kind === 'parent' ? outer[part] : undefined), rights.rowScope(module, action))
  return scope?.kind === 'owners' ? read(scope) : []
}
