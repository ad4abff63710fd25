import type { FieldModel, ModuleModel, ViewModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'

const COLUMNS = 7

/** The list of all records, for a module without views.json: the newest first. */
export function defaultView(module: ModuleModel, fieldTypes: Registry<FieldType>): ViewModel {
  return {
    key: 'all',
    label: { en: 'All', 'zh-CN': '全部' },
    columns: [...listColumns(module, fieldTypes), 'owner', 'created_at'],
    sort: [{ field: 'created_at', order: 'desc' }],
    default: true,
  }
}

/** The fields that tell most about a record in one line: those with a part to play, then the others in their order. */
export function listColumns(module: ModuleModel, fieldTypes: Registry<FieldType>): string[] {
  const fits = module.fields.filter((field) => !field.system && !field.hidden && isShort(field, fieldTypes)).map((field) => field.key)
  const first = [module.number?.field, module.nameField, module.statusField, module.amountField].filter((key) => key !== undefined)
  return [...new Set([...first, ...fits])].slice(0, COLUMNS)
}

/** Long texts, files and structures do not fit into a cell. */
function isShort(field: FieldModel, fieldTypes: Registry<FieldType>): boolean {
  return fieldTypes.get(field.type)?.sortable ?? false
}
