import { inject, type InjectionKey, provide } from 'vue'
import type { LookupOption } from '../../../engine/contract/api.ts'

/** Makes a record without leaving the form; `name` is what was typed. Null when the user gave up. */
export type RecordCreator = (request: { module: string; name: string }) => Promise<LookupOption | null>

const KEY: InjectionKey<RecordCreator> = Symbol('record-creator')

/** For the screens that can show a form over themselves: look-ups within then offer to create. */
export function provideRecordCreator(create: RecordCreator): void {
  provide(KEY, create)
}

export function useRecordCreator(): RecordCreator | null {
  return inject(KEY, null)
}
