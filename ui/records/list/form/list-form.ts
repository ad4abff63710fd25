import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'

/** How the records of a view are laid out. */
export type ListForm = 'list' | 'board' | 'calendar'

export const LIST_FORMS: readonly ListForm[] = ['list', 'board', 'calendar']

export function isListForm(text: string): text is ListForm {
  return (LIST_FORMS as readonly string[]).includes(text)
}

/** The forms that make sense for a module: a board needs a status to move through, a calendar needs dates. */
export function formsOf(module: ModuleModel | undefined): ListForm[] {
  return LIST_FORMS.filter((form) => form === 'list' || (form === 'board' ? boardField(module) : calendarFields(module)) !== undefined)
}

/** The field whose values are the columns of the board. */
export function boardField(module: ModuleModel | undefined): FieldModel | undefined {
  if (!module?.capabilities.includes('kanban')) return undefined
  return module.fields.find((field) => field.key === module.statusField && field.type === 'picklist')
}

export interface CalendarFields {
  start: FieldModel
  end?: FieldModel
  /** An end that is a day where the start is a moment, or the other way round: by it stands what has no start. */
  due?: FieldModel
}

const DAYS: ReadonlySet<string> = new Set(['date', 'datetime'])

/** Where a record stands in the calendar: as the module says, else on the first of its own dates. */
export function calendarFields(module: ModuleModel | undefined): CalendarFields | undefined {
  const dates = (module?.fields ?? []).filter((field) => DAYS.has(field.type) && !field.system)
  const named = (key: string | undefined) => dates.find((field) => field.key === key)
  const start = named(module?.calendar?.start) ?? dates[0]
  if (!start) return undefined
  const end = named(module?.calendar?.end)
  if (!end) return { start }
  // A day and a moment cannot be the two ends of one thing.
  return end.type === start.type ? { start, end } : { start, due: end }
}
