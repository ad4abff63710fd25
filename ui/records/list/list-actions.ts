import { type Component, defineAsyncComponent, shallowReactive } from 'vue'
import type { Capability, ModuleModel, RecordAction } from '../../../engine/contract/model.ts'
import type { Condition, Sort } from '../../../engine/contract/condition.ts'

/** The list as it is shown when an action is begun. */
export interface ListActionContext {
  module: string
  /** With rows selected: only these. */
  filter?: Condition
  q?: string
  sort: Sort[]
  /** The columns in their order. */
  columns: string[]
  /** How many records that is, if it is known. */
  count?: number
}

/** Something that can be done with a list, offered by a folder above this one (export, mass work). */
export interface ListAction {
  key: string
  /** Key of its words. */
  label: string
  icon: Component
  capability?: Capability
  right: RecordAction
  /** Whether it makes sense for a module, where that is more than a capability. */
  fits?: (module: ModuleModel) => boolean
  /** Only for rows that were selected; the others are in the menu of the list, too. */
  needsSelection?: boolean
  /** Only in the menu of the list: what is selected does not matter to it. */
  forWholeList?: boolean
  /** Offered, too, where the list has nothing to show. */
  whenEmpty?: boolean
  isDanger?: boolean
  /** Its place among the others; 50 if absent. */
  order?: number
  /** A dialog with the prop `context` (ListActionContext); emits `close`, and `started` when the selection has done its service. */
  dialog: () => Promise<{ default: Component }>
}

export interface OfferedAction extends Omit<ListAction, 'dialog'> {
  dialog: Component
}

const actions = shallowReactive(new Map<string, OfferedAction>())

/** Offers an action in the menu of every list and for selected rows. */
export function registerListAction(action: ListAction): void {
  actions.set(action.key, { ...action, dialog: defineAsyncComponent(action.dialog) })
}

export function listActions(): OfferedAction[] {
  return [...actions.values()].sort((one, other) => (one.order ?? 50) - (other.order ?? 50))
}
