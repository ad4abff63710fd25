import type { LayoutRelated, LayoutSection, ModuleModel } from '../../../engine/contract/model.ts'
import { chooseLayout, type LayoutWish } from '../layouts/choose-layout.ts'

export interface PrintLayout {
  sections: LayoutSection[]
  related: LayoutRelated[]
  /** Made for paper: what is blank is left out. */
  isDocument: boolean
}

/** What of a record is printed for a user: the print layout, or else the sections of the detail layout without any lists. */
export function printLayout(module: ModuleModel, whom: Omit<LayoutWish, 'kind'>): PrintLayout {
  const print = chooseLayout(module, { ...whom, kind: 'print' })
  const layout = print ?? chooseLayout(module, { ...whom, kind: 'detail' }) ?? {}
  const tabs = layout.tabs ?? []
  return {
    sections: [...(layout.sections ?? []), ...tabs.flatMap((tab) => tab.sections ?? [])],
    related: print ? tabs.flatMap((tab) => tab.related ?? []) : [],
    isDocument: print !== undefined,
  }
}
