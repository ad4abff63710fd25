import type { FieldValue, TaskInfo, Values } from '../../contract/api.ts'
import type { RecordContext } from '../record-context.ts'
import { namesOf } from './names-of.ts'

/** What results name records in: the skipped of mass work, which is about one module, and of an undo, which is about several. */
const LISTS = ['samples', 'kept'] as const

interface Named extends Values {
  name: string | null
}

/** Long work as its user may know it now: what a result said of records by name is told by the name of now, where they may still be seen. */
export async function withNamesOfNow(ctx: RecordContext, tasks: TaskInfo[]): Promise<TaskInfo[]> {
  const places = tasks.flatMap((task) => LISTS.flatMap((list) => namedIn(task, list).map((named) => placeOf(task, named))))
  const names = new Map<string, string>()
  for (const [module, group] of Map.groupBy(places, (place) => place.module)) {
    for (const [id, name] of await namesOf(ctx, { module, ids: [...new Set(group.map(({ id }) => id))] })) names.set(`${module} ${id}`, name)
  }
  const nameNow = ({ module, id }: Place) => names.get(`${module} ${id}`) ?? null
  return tasks.map((task) => {
    const told = LISTS.filter((list) => namedIn(task, list).length > 0)
    const lists = told.map((list) => [list, namedIn(task, list).map((named) => ({ ...named, name: nameNow(placeOf(task, named)) }))])
    return lists.length === 0 ? task : { ...task, result: { ...objectIn(task.result), ...Object.fromEntries(lists) } }
  })
}

interface Place {
  module: string
  id: string
}

function placeOf(task: TaskInfo, { module, id, record }: Named): Place {
  return { module: String(module ?? task.module ?? ''), id: String(record ?? id ?? '') }
}

function namedIn(task: TaskInfo, list: (typeof LISTS)[number]): Named[] {
  const entries = objectIn(task.result)[list]
  return Array.isArray(entries) ? entries.filter((entry): entry is FieldValue & Named => Object.hasOwn(objectIn(entry), 'name')) : []
}

function objectIn(value: FieldValue | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {}
}
