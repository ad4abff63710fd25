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

export interface OwnActivities {
  /** What should have happened already: the newest, and how many there are in all. */
  overdue: OwnActivity[]
  overdueCount: number
  /** From today on, and what has no date. */
  coming: OwnActivity[]
}

const MOST_OVERDUE = 4
const MOST_COMING = 10

/** Open activities of the user, whatever their modules are called: those of which metadata says when they are open. */
export function useOwnActivities(): Loaded<OwnActivities> & { modules: ComputedRef<ModuleModel[]> } {
  const metadata = useMetadata()
  const session = useSession()
  const timeZone = computed(() => session.me?.timeZone ?? 'UTC')
  const modules = computed(() => Object.values(metadata.model?.modules ?? {}).filter((module) => module.timeline?.open && module.calendar))
  const loaded = useLoaded(async () => {
    const now = new Date()
    const [late, coming] = await Promise.all([
      Promise.all(modules.value.map((module) => fetchSome(module, { late: true, now }))),
      Promise.all(modules.value.map((module) => fetchSome(module, { late: false, now }))),
    ])
    return {
      overdue: late
        .flatMap(({ items }) => items)
        .toSorted((a, b) => (b.due ?? '').localeCompare(a.due ?? ''))
        .slice(0, MOST_OVERDUE),
      overdueCount: late.reduce((sum, { count }) => sum + count, 0),
      coming: coming
        .flatMap(({ items }) => items)
        .toSorted((a, b) => (a.due ?? LAST).localeCompare(b.due ?? LAST))
        .slice(0, MOST_COMING),
    }
  })
  return { ...loaded, modules }

  async function fetchSome(module: ModuleModel, { late, now }: { late: boolean; now: Date }): Promise<{ items: OwnActivity[]; count: number }> {
    const due = dueField(module)
    const today = dayIn(now, timeZone.value)
    const { records, count } = await listRecords({
      module: module.key,
      filter: { all: [openAndMine(module), dueCondition(module, { late, now, today })] },
      sort: [{ field: due, order: late ? 'desc' : 'asc' }],
      fields: [module.nameField, due, ...subjectFields(module)],
      limit: late ? MOST_OVERDUE : MOST_COMING,
      count: late ? 'capped' : 'none',
    })
    const items = records.map((record) => {
      const value = record.values[due]
      const at = typeof value === 'string' ? value : null
      return { record, module, due: at, when: whenOf(at, { today, timeZone: timeZone.value, now }) }
    })
    return { items, count: count?.value ?? 0 }
  }
}

/** A day is late when it is over, a time when it has passed. */
function dueCondition(module: ModuleModel, { late, now, today }: { late: boolean; now: Date; today: string }): Condition {
  const field = dueField(module)
  const isDay = module.fields.find(({ key }) => key === field)?.type === 'date'
  const border = isDay ? today : now.toISOString()
  return late
    ? { field, op: 'lt', value: border }
    : {
        any: [
          { field, op: 'gte', value: border },
          { field, op: 'is_blank' },
        ],
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
