import type { Condition, Sort } from '../../../../engine/contract/condition.ts'
import { labelIn, type Locale } from '../../../../engine/contract/label.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import type { UserView } from '../../../api/own-settings.ts'
import { chooseLayout } from '../../layouts/choose-layout.ts'
import type { ListForm } from '../form/list-form.ts'

/** A view of a list, whoever made it. */
export interface ListView {
  /** The key of a stock view, the id of a saved one. */
  key: string
  label: string
  kind: 'stock' | 'own' | 'shared'
  form: ListForm
  columns: string[]
  filter?: Condition
  sort: Sort[]
  totals: string[]
  /** Its number is shown beside its name. */
  counted: boolean
  isDefault: boolean
  /** It stands before the others. */
  isPinned: boolean
  /** With which roles and groups a saved view is shared; both empty: with everybody. */
  sharing?: { roles: string[]; groups: string[] }
}

/** What a user made of the views of a module. */
export interface ViewChoice {
  pinned?: string[]
  default?: string | null
}

/** Who looks at a list. */
export interface ListReader {
  locale: Locale
  role: string | null
}

/** All views of a module in the order of their tabs: stock, own, shared. */
export function listViewsOf(module: ModuleModel | undefined, saved: readonly UserView[], reader: ListReader): ListView[] {
  if (!module) return []
  const stock = module.views.map(
    (view): ListView => ({
      key: view.key,
      label: labelIn(view.label, reader.locale),
      kind: 'stock',
      form: view.form ?? 'list',
      columns: view.columns,
      filter: view.filter,
      sort: view.sort ?? [],
      totals: view.totals ?? [],
      counted: view.kpi ?? false,
      isDefault: view.default ?? false,
      isPinned: false,
    }),
  )
  const own = saved.map(
    (view): ListView => ({
      key: view.id,
      label: view.label,
      kind: view.mine ? 'own' : 'shared',
      form: view.definition.form ?? 'list',
      columns: view.definition.columns ?? columnsWithoutView(module, reader),
      filter: view.definition.filter,
      sort: view.definition.sort ?? [],
      totals: view.definition.totals ?? [],
      counted: false,
      isDefault: false,
      isPinned: false,
      ...(view.shared && { sharing: { roles: view.roles, groups: view.groups } }),
    }),
  )
  const all = [...stock, ...own]
  return all.length > 0 ? all : [viewOfEverything(module, reader)]
}

/** The views as the user arranged them: pinned ones first, and one that opens first: the own choice, else that of the role (`first`), else the module's. */
export function arrangeViews(views: readonly ListView[], choice: ViewChoice, first: string | null): ListView[] {
  const pinned = choice.pinned ?? []
  const opens = [choice.default, first].find((key) => views.some((view) => view.key === key))
  const placed = views.map((view) => ({ ...view, isPinned: pinned.includes(view.key), isDefault: opens === undefined ? view.isDefault : view.key === opens }))
  const inFront = pinned.flatMap((key) => placed.find((view) => view.key === key) ?? [])
  return [...inFront, ...placed.filter((view) => !view.isPinned)]
}

/** For a module that declares no view: its name and the first fields that are worth a column. */
function viewOfEverything(module: ModuleModel, reader: ListReader): ListView {
  return {
    key: 'all',
    label: labelIn(module.pluralLabel, reader.locale),
    kind: 'stock',
    form: 'list',
    columns: columnsWithoutView(module, reader),
    sort: [],
    totals: [],
    counted: false,
    isDefault: true,
    isPinned: false,
  }
}

function columnsWithoutView(module: ModuleModel, { role }: ListReader): string[] {
  const layout = chooseLayout(module, { kind: 'list', role })?.columns
  if (layout) return layout
  const others = module.fields.filter((field) => !field.system && !field.hidden && field.key !== module.nameField).map((field) => field.key)
  return [module.nameField, ...others.slice(0, 5), 'owner']
}
