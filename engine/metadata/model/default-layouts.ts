import type { FieldModel, LayoutModel, LayoutSection, LayoutTab, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'
import { listColumns } from './default-view.ts'

const HIGHLIGHTS = 4
const CARD_LINES = 4
/** Widgets that need the whole width of a form. */
const WIDE = new Set(['long_text', 'rich_text', 'address', 'json', 'files', 'tags'])

/** Layouts for a module that has none of its own: everything in the order of fields.json, two columns. */
export function defaultLayouts(module: ModuleModel, fieldTypes: Registry<FieldType>): Record<string, LayoutModel> {
  const own = module.fields.filter((field) => !field.system && !field.hidden)
  const shown = own.filter((field) => !isInRail(field, module))
  const last = own.filter((field) => isInRail(field, module))
  const written = shown.filter((field) => !field.readOnly && !isMadeBySystem(field, module))
  const owner = module.fields.filter((field) => field.key === 'owner')
  const short = written.filter((field) => field.quickCreate || (field.required && field.default === undefined))
  const columns = listColumns(module, fieldTypes)
  return {
    detail: detail(module, shown, columns),
    form: { sections: sectionsOf([...written, ...owner, ...last]) },
    'quick-create': { sections: sectionsOf(short.length > 0 ? short : written.slice(0, 1)) },
    list: { columns },
    kanban: { card: columns.filter((key) => key !== module.statusField).slice(0, CARD_LINES) },
  }
}

function detail(module: ModuleModel, shown: FieldModel[], columns: string[]): LayoutModel {
  const info: LayoutTab = {
    key: 'details',
    label: { en: 'Details', 'zh-CN': '详情' },
    sections: sectionsOf([...shown, ...module.fields.filter((field) => field.system)]),
  }
  const related: LayoutTab = { key: 'related', label: { en: 'Related', 'zh-CN': '相关信息' }, related: module.relations.map(({ key }) => ({ relation: key })) }
  const timeline: LayoutTab = { key: 'timeline', label: { en: 'Timeline', 'zh-CN': '动态' }, panel: 'timeline' }
  const highlights = columns.filter((key) => key !== module.nameField && key !== module.statusField).slice(0, HIGHLIGHTS - 1)
  return {
    highlights: [...highlights, 'owner'],
    ...(hasPath(module) ? { path: module.statusField } : {}),
    tabs: [info, ...(module.relations.length > 0 ? [related] : []), ...(module.capabilities.includes('history') ? [timeline] : [])],
    rail: (['tags', 'comments'] as const).filter((part) => module.capabilities.includes(part)),
  }
}

/** Tags stand beside the record; in the form they come last. */
function isInRail(field: FieldModel, module: ModuleModel): boolean {
  return field.type === 'tags' && module.capabilities.includes('tags')
}

function hasPath(module: ModuleModel): boolean {
  return module.fields.some((field) => field.key === module.statusField && field.type === 'picklist')
}

/** auto_number is drawn when the record is saved; nobody types it. */
function isMadeBySystem(field: FieldModel, module: ModuleModel): boolean {
  return module.number?.field === field.key
}

function sectionsOf(fields: FieldModel[]): LayoutSection[] {
  return [{ key: 'main', label: { en: 'Details', 'zh-CN': '详情' }, columns: 2, rows: rowsOf(fields) }]
}

function rowsOf(fields: FieldModel[]): string[][] {
  const rows: string[][] = []
  let open: string[] | null = null
  for (const field of fields) {
    if (WIDE.has(field.type)) {
      rows.push([field.key])
      open = null
    } else if (open) {
      open.push(field.key)
      open = null
    } else {
      open = [field.key]
      rows.push(open)
    }
  }
  return rows
}
