import { inject, type InjectionKey, provide } from 'vue'
import type { LookupOption } from '../../../engine/contract/api.ts'
import type { Condition } from '../../../engine/contract/condition.ts'

/** What may be picked: records of these modules, narrowed for each by `filterOf`; `q` is what was typed already. */
export interface PickRequest {
  modules: string[]
  multiple: boolean
  q: string
  filterOf(module: string): Condition | undefined
}

/** Lets the user look through a whole list; empty when they gave up. */
export type RecordPicker = (request: PickRequest) => Promise<LookupOption[]>

const KEY: InjectionKey<RecordPicker> = Symbol('record-picker')

/** For the screens that can show a list over themselves: look-ups within then offer a search with filters and columns. */
export function provideRecordPicker(pick: RecordPicker): void {
  provide(KEY, pick)
}

export function useRecordPicker(): RecordPicker | null {
  return inject(KEY, null)
}
