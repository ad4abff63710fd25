import type { LayoutRelated, LayoutSection, ModuleModel } from '../../../engine/contract/model.ts'

export interface PrintLayout {
  sections: LayoutSection[]
  related: LayoutRelated[]
}

/** What of a module is printed: its print layout, or else the sections of its detail layout without any lists. */
export function printLayout(module: ModuleModel): PrintLayout {
  const { print, detail } = module.layouts
  const layout = print ?? detail ?? {}
  const tabs = layout.tabs ?? []
  return {
    sections: [...(layout.sections ?? []), ...tabs.flatMap((tab) => tab.sections ?? [])],
    related: print ? tabs.flatMap((tab) => tab.related ?? []) : [],
  }
}
