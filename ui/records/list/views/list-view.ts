import type { Condition, Sort } from '../../../../engine/contract/condition.ts'
import { labelIn, type Locale } from '../../../../engine/contract/label.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import type { UserView } from '../../../api/own-settings.ts'
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
}

/** All views of a module in the order of their tabs: stock, own, shared. */
export function listViewsOf(module: ModuleModel | undefined, saved: readonly UserView[], locale: Locale): ListView[] {
  if (!module) return []
  const stock = module.views.map(
    (view): ListView => ({
      key: view.key,
      label: labelIn(view.label, locale),
      kind: 'stock',
      form: view.form ?? 'list',
      columns: view.columns,
      filter: view.filter,
      sort: view.sort ?? [],
      totals: view.totals ?? [],
      counted: view.kpi ?? false,
      isDefault: view.default ?? false,
    }),
  )
  const own = saved.map(
    (view): ListView => ({
      key: view.id,
      label: view.label,
      kind: view.mine ? 'own' : 'shared',
      form: view.definition.form ?? 'list',
      columns: view.definition.columns ?? columnsWithoutView(module),
      filter: view.definition.filter,
      sort: view.definition.sort ?? [],
      totals: view.definition.totals ?? [],
      counted: false,
      isDefault: false,
    }),
  )
  const all = [...stock, ...own]
  return all.length > 0 ? all : [viewOfEverything(module, locale)]
}

/** For a module that declares no view: its name and the first fields that are worth a column. */
function viewOfEverything(module: ModuleModel, locale: Locale): ListView {
  return {
    key: 'all',
    label: labelIn(module.pluralLabel, locale),
    kind: 'stock',
    form: 'list',
    columns: columnsWithoutView(module),
    sort: [],
    totals: [],
    counted: false,
    isDefault: true,
  }
}

function columnsWithoutView(module: ModuleModel): string[] {
  const layout = module.layouts.list?.columns
  if (layout) return layout
  const others = module.fields.filter((field) => !field.system && !field.hidden && field.key !== module.nameField).map((field) => field.key)
  return [module.nameField, ...others.slice(0, 5), 'owner']
}
