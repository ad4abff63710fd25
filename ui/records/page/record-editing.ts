import { inject, type InjectionKey, provide } from 'vue'
import type { RecordData, Values } from '../../../engine/contract/api.ts'

/** What became of saving some values in their place. */
export interface EditOutcome {
  saved: boolean
  /** Text of the problem at each field. */
  errors: Record<string, string>
}
export interface RecordEditing {
  /** `base`: the record as it was when the edit began; the present one if absent. What others changed since is not overwritten. */
  save(values: Values, base?: RecordData): Promise<EditOutcome>
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
