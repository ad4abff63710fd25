import { canReadRelation } from '../../access/readable-path.ts'
import type { RecordData } from '../../contract/api.ts'
import type { TimelineItem, TimelineKind } from '../../contract/collaboration.ts'
import type { ModuleModel, RelationModel } from '../../contract/model.ts'
import type { ModuleCall } from '../../records/call/module-call.ts'
import { findRelated } from '../../records/list-related.ts'
import { isBehind, type TimelineSource } from './timeline-source.ts'

type RecordKind = Exclude<TimelineKind, 'change'>

/** A source for each relation whose records belong in a timeline. */
export function recordSources(call: ModuleCall, { id, kinds }: { id: string; kinds: readonly TimelineKind[] }): TimelineSource[] {
  return call.module.relations.flatMap((relation) => {
    const module = call.ctx.model.modules[relation.module]
    const kind = module && kindOf(module, relation)
    if (!module || !kind || !kinds.includes(kind) || !canReadRelation(call.access, relation)) return []
    return [sourceOf(call, { id, kind, module, relation })]
  })
}

function kindOf(module: ModuleModel, relation: RelationModel): RecordKind | undefined {
  return module.key === 'comments' && relation.kind === 'reference' && relation.field === 'related_to' ? 'comment' : module.timeline?.kind
}

interface Related {
  id: string
  kind: RecordKind
  module: ModuleModel
  relation: RelationModel
}

function sourceOf(call: ModuleCall, { id, kind, module, relation }: Related): TimelineSource {
  const fields = shownFields(call, module, kind)
  return async ({ before, limit }) => {
    const items: TimelineItem[] = []
    let cursor: string | undefined
    do {
      const page = await findRelated(call, relation, {
        id,
        fields,
        limit: Math.min(limit, 200),
        cursor,
        sort: [{ field: 'created_at', order: 'desc' }],
        filter: before === null ? undefined : { field: 'created_at', op: 'lte', value: before.at.toISOString() },
      })
      // Several records of one moment: the place lies between them.
      items.push(
        ...page.records
          .map((record) => itemOf(kind, record))
          .filter((item) => before === null || isBehind(item, { at: before.at.toISOString(), id: before.id })),
      )
      cursor = page.next ?? undefined
    } while (items.length < limit && cursor !== undefined)
    return items
  }
}

function itemOf(kind: RecordKind, record: RecordData): TimelineItem {
  return { kind, id: record.id, at: String(record.values.created_at), record }
}

/** What is needed to show a line: name, status, dates, who; of a comment everything. */
function shownFields({ access }: ModuleCall, module: ModuleModel, kind: RecordKind): string[] {
  const parts = [module.nameField, module.statusField, module.calendar?.start, module.calendar?.end, 'owner', 'created_at', 'created_by']
  const keys = kind === 'comment' ? module.fields.map(({ key }) => key) : parts.flatMap((key) => key ?? [])
  return [...new Set(keys)].filter((key) => access.canRead(module.key, key))
}
