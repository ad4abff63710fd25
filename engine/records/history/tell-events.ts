import type { FieldValue, HistoryEvent, Values } from '../../contract/api.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { FAVOURED, FOLLOWERS, SHARES } from '../merge/merge-request.ts'
import type { EventRow } from './read-events.ts'

const UNTOLD: ReadonlySet<string> = new Set([FAVOURED, FOLLOWERS, SHARES])

/** Events in the API's form, cut to the fields and relations that the actor may read. */
export function tellEvents(call: ModuleCall, rows: EventRow[]): HistoryEvent[] {
  return rows.flatMap((row) => {
    const changes = changesOf(row).filter(({ field }) => (row.action === 'merge' ? !UNTOLD.has(field) : isReadable(call, field)))
    const toldNothing = changes.length === 0 && (row.action === 'update' || row.action === 'link' || row.action === 'unlink')
    return toldNothing
      ? []
      : [
          {
            id: row.id,
            changeSet: row.change_set,
            at: row.at.toISOString(),
            actor: { id: row.actor, name: row.actor_name },
            origin: row.origin,
            action: row.action,
            changes,
          },
        ]
  })
}

function changesOf({ before, after }: EventRow): { field: string; before: FieldValue; after: FieldValue }[] {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...keys].map((field) => ({ field, before: valueIn(before, field), after: valueIn(after, field) }))
}

function valueIn(values: Values | null, key: string): FieldValue {
  return values && Object.hasOwn(values, key) ? (values[key] ?? null) : null
}

/** `readers` and `readers.stars` belong to a relation; a field that is no longer in the metadata is nobody's to read. */
function isReadable({ access, module }: ModuleCall, key: string): boolean {
  const relation = module.relations.find((candidate) => candidate.kind === 'link' && candidate.key === key.split('.')[0])
  if (relation && !module.fields.some((field) => field.key === key)) return access.allows(relation.module, 'read')
  return access.canRead(module.key, key)
}
