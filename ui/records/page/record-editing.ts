import { inject, type InjectionKey, provide } from 'vue'
import type { Values } from '../../../engine/contract/api.ts'

/** What became of saving some values in their place. */
export interface EditOutcome {
  saved: boolean
  /** Text of the problem at each field. */
  errors: Record<string, string>
}
export interface RecordEditing {
  save(values: Values): Promise<EditOutcome>
}

const KEY: InjectionKey<RecordEditing> = Symbol('record editing')

/** The page of a record offers saving to everything on it that can be edited in its place. */
export function provideRecordEditing(editing: RecordEditing): void {
  provide(KEY, editing)
}

export function useRecordEditing(): RecordEditing {
  const editing = inject(KEY)
  if (!editing) throw new Error('Nothing here can save a record.')
  return editing
}
