import { computed, type ComputedRef } from 'vue'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { Condition } from '../../../engine/contract/condition.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { listRecords } from '../../api/records.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { type Loaded, useLoaded } from './use-loaded.ts'

/** Something that the user has to do. */
export interface OwnActivity {
  record: RecordData
  module: ModuleModel
  /** A date or a time; null where none is set. */
  due: string | null
  when: 'overdue' | 'today' | 'later'
}

const MOST_OF_A_MODULE = 12

/** Open activities of the user, whatever their modules are called: those of which metadata says when they are open. */
export function useOwnActivities(): Loaded<OwnActivity[]> & { modules: ComputedRef<ModuleModel[]> } {
  const metadata = useMetadata()
  const session = useSession()
  const modules = computed(() => Object.values(metadata.model?.modules ?? {}).filter((module) => module.timeline?.open && module.calendar))
  const loaded = useLoaded(async () => {
    const today = dayIn(new Date(), session.me?.timeZone ?? 'UTC')
    const lists = await Promise.all(modules.value.map((module) => openOf(module, today)))
    return lists.flat().toSorted((a, b) => (a.due ?? LAST).localeCompare(b.due ?? LAST))
  })
  return { ...loaded, modules }

  async function openOf(module: ModuleModel, today: string): Promise<OwnActivity[]> {
    const due = dueField(module)
    const { records } = await listRecords({
      module: module.key,
      filter: openAndMine(module),
      sort: [{ field: due }],
      fields: [module.nameField, due, ...(module.statusField ? [module.statusField] : []), ...subjectFields(module)],
      limit: MOST_OF_A_MODULE,
      count: 'none',
    })
    return records.map((record) => {
      const value = record.values[due]
      const at = typeof value === 'string' ? value : null
      return { record, module, due: at, when: whenOf(at, { today, timeZone: session.me?.timeZone ?? 'UTC' }) }
    })
  }
}

/** The filter of what the user still has to do, for the list behind it. */
export function openAndMine({ timeline }: ModuleModel): Condition {
  const mine: Condition = { field: 'owner', op: 'is_me' }
  return timeline?.open ? { all: [timeline.open, mine] } : mine
}

/** Until when: the end where it is a day, else the start, as with a meeting. */
export function dueField(module: ModuleModel): string {
  const { start = module.nameField, end } = module.calendar ?? {}
  const ends = module.fields.find((field) => field.key === end)
  return ends?.type === 'date' ? ends.key : start
}

/** What it is about: the first reference that may lead to several modules. */
export function subjectFields(module: ModuleModel): string[] {
  return module.fields
    .filter((field) => field.type === 'reference' && (field.toCapability || (field.to?.length ?? 0) > 1))
    .slice(0, 1)
    .map((field) => field.key)
}

const LAST = '9999'

/** Overdue is what should have happened before today, or, with a time, before now. */
export function whenOf(due: string | null, { today, timeZone, now = new Date() }: { today: string; timeZone: string; now?: Date }): OwnActivity['when'] {
  if (due === null) return 'later'
  const day = due.includes('T') ? dayIn(new Date(due), timeZone) : due
  if (day < today || (due.includes('T') && new Date(due) < now)) return 'overdue'
  return day === today ? 'today' : 'later'
}

function dayIn(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
}
