import type { FieldValue, Values } from '../../../engine/contract/api.ts'
import type { LayoutModel, ModuleModel } from '../../../engine/contract/model.ts'

/** For whom and for what a layout is wanted. */
export interface LayoutWish {
  /** `form`, `quick-create`, `detail` …; variants are called `form.<name>`. */
  kind: string
  /** The role of the user; null for none. */
  role: string | null
  /** The values of the record: the module's `recordTypeField` says which of them is its type. */
  values?: Values
}

/** The layout of a module for a user and a record: the variant that says the most about them, else the one that is for all. */
export function chooseLayout(module: ModuleModel, wish: LayoutWish): LayoutModel | undefined {
  const variants = Object.entries(module.layouts).filter(([key]) => key === wish.kind || key.startsWith(`${wish.kind}.`))
  const fitting = variants.flatMap(([key, layout]) => {
    const score = scoreOf(layout, wish.role, typeOf(module, wish))
    return score === null ? [] : [{ key, layout, score }]
  })
  fitting.sort((a, b) => b.score - a.score || a.key.localeCompare(b.key))
  return fitting[0]?.layout
}

/** null: not for them. A layout for a role and a type says more than one for either. */
function scoreOf({ for: whom }: LayoutModel, role: string | null, type: FieldValue): number | null {
  const roles = whom?.roles === undefined ? 0 : role !== null && whom.roles.includes(role) ? 1 : null
  const types = whom?.recordTypes === undefined ? 0 : typeof type === 'string' && whom.recordTypes.includes(type) ? 2 : null
  return roles === null || types === null ? null : roles + types
}

function typeOf({ recordTypeField }: ModuleModel, { values }: LayoutWish): FieldValue {
  return (recordTypeField !== undefined && values?.[recordTypeField]) || null
}
