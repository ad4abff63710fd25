import { computed, type ComputedRef, shallowRef, type ShallowRef, watch } from 'vue'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { ModuleModel, RelationModel } from '../../../../engine/contract/model.ts'
import { listRelated } from '../../../api/records.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { useMetadata } from '../../../state/metadata.ts'

export interface NextActivity {
  record: RecordData
  module: ModuleModel
  name: string
  /** Date or time that it is about; null where it has none. */
  at: string | null
  isOverdue: boolean
}
export interface ActivityKind {
  module: ModuleModel
  relation: Extract<RelationModel, { kind: 'reference' }>
}
export interface NextActivities {
  /** null until they are known. */
  activities: ShallowRef<NextActivity[] | null>
  /** What can be planned from here. */
  kinds: ComputedRef<ActivityKind[]>
  load(): Promise<void>
}

const SHOWN = 5

/** What is planned with a record: of every module whose records stand in its timeline and can be open. */
export function useNextActivities(module: ModuleModel, record: () => RecordData): NextActivities {
  const metadata = useMetadata()
  const activities = shallowRef<NextActivity[] | null>(null)
  const kinds = computed(() => {
    const seen = new Set<string>()
    return module.relations.flatMap((relation): ActivityKind[] => {
      const other = metadata.findModule(relation.module)
      if (relation.kind !== 'reference' || !other?.timeline?.open || !other.calendar || seen.has(other.key)) return []
      seen.add(other.key)
      return [{ module: other, relation }]
    })
  })

  async function load(): Promise<void> {
    const { id } = record()
    const lists = await Promise.all(kinds.value.map((kind) => openOnes(kind, id).catch(() => [])))
    if (record().id !== id) return
    activities.value = lists.flat().sort(byDate).slice(0, SHOWN)
  }

  async function openOnes({ module: other, relation }: ActivityKind, id: string): Promise<NextActivity[]> {
    const date = dateFieldOf(other)
    const fields = [other.nameField, date, other.statusField].filter((key) => key !== undefined)
    const { records } = await listRelated(
      { id, relation: relation.key },
      { module: module.key, fields, filter: other.timeline?.open, sort: [{ field: date }], limit: SHOWN },
    )
    return records.map((one) => {
      const at = one.values[date]
      const text = typeof at === 'string' ? at : null
      return { record: one, module: other, name: String(one.values[other.nameField] ?? ''), at: text, isOverdue: text !== null && isPast(text) }
    })
  }

  watch(() => record().version, load, { immediate: true })
  useLiveEvents().listen('records', (event) => {
    if (kinds.value.some((kind) => kind.module.key === event.module)) void load()
  })
  return { activities, kinds, load }
}

/** What is due counts by its end, what is held by its start. */
function dateFieldOf({ calendar, fields }: ModuleModel): string {
  const end = fields.find(({ key }) => key === calendar?.end)
  const start = fields.find(({ key }) => key === calendar?.start)
  return (start?.required || !end ? calendar?.start : end.key) ?? 'created_at'
}

function isPast(at: string): boolean {
  return at.length === 10 ? at < new Date().toISOString().slice(0, 10) : Date.parse(at) < Date.now()
}

/** What has no date comes last. */
function byDate(a: NextActivity, b: NextActivity): number {
  return (a.at ?? '9').localeCompare(b.at ?? '9')
}
