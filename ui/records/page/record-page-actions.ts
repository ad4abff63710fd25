import { type Component, defineAsyncComponent, shallowReactive } from 'vue'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'

/** Something that can be done with the record of a page, offered by a folder above this one (sharing, explaining access). */
export interface RecordPageAction {
  key: string
  /** Key of its words. */
  label: string
  icon: Component
  /** Whether it makes sense for this record and user. */
  fits?: (module: ModuleModel, record: RecordData) => boolean
  /** A dialog with the props `module` (ModuleModel) and `record` (RecordData); emits `close`. */
  dialog: () => Promise<{ default: Component }>
}

export interface OfferedPageAction extends Omit<RecordPageAction, 'dialog'> {
  dialog: Component
}

const actions = shallowReactive(new Map<string, OfferedPageAction>())

/** Offers an action in the menu of every record page, before deleting. */
export function registerRecordPageAction(action: RecordPageAction): void {
  actions.set(action.key, { ...action, dialog: defineAsyncComponent(action.dialog) })
}

export function recordPageActions(): OfferedPageAction[] {
  return [...actions.values()]
}
