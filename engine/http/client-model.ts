import type { ClientModel, FieldTypeInfo } from '../contract/client-model.ts'
import type { RecordAction } from '../contract/model.ts'
import { accessOf } from '../access/access-of.ts'
import type { FieldType } from '../fields/field-type.ts'
import type { Registry } from '../kernel/registry.ts'
import type { RecordContext } from '../records/record-context.ts'
import { choosable, cutModule } from './client-module.ts'

const ACTIONS: RecordAction[] = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert']

/** The metadata cut to what the actor may see: no module that cannot be read, no field that is hidden. */
export async function clientModelFor(context: RecordContext, fieldTypes: Registry<FieldType>): Promise<ClientModel> {
  const access = await accessOf(context)
  const modules = Object.values(context.model.modules).filter((module) => access.allows(module.key, 'read'))
  return {
    ...context.model,
    modules: Object.fromEntries(modules.map((module) => [module.key, cutModule(context.model, access, module)])),
    areas: context.model.areas
      .map((area) => ({ ...area, modules: area.modules.filter((key) => access.allows(key, 'read')) }))
      .filter((area) => area.modules.length > 0),
    picklists: Object.fromEntries(
      Object.entries(context.model.picklists).map(([key, list]) => [key, { ...list, values: choosable(context.actor, list.values) }]),
    ),
    profiles: [],
    groups: [],
    fieldTypes: Object.fromEntries(fieldTypes.entries().map(([name, type]) => [name, infoOf(type)])),
    can: Object.fromEntries(modules.map((module) => [module.key, ACTIONS.filter((action) => access.allows(module.key, action))])),
  }
}

function infoOf(type: FieldType): FieldTypeInfo {
  return {
    name: type.name,
    widget: type.widget,
    operators: type.operators,
    sortable: type.sortable,
    groupable: type.groupable,
    summable: type.summable,
    importable: type.parseText !== undefined || ['choice', 'choices', 'reference'].includes(type.family),
    ...(type.parts && { parts: Object.fromEntries(Object.entries(type.parts).map(([key, { type: of, label }]) => [key, { type: of, label }])) }),
  }
}
