import type { ClientModel, FieldTypeInfo } from '../contract/client-model.ts'
import type { FieldModel, FieldRight, ModuleModel, PicklistValueModel, RecordAction } from '../contract/model.ts'
import { accessOf } from '../access/access-of.ts'
import type { Access } from '../access/compile-access.ts'
import { mayChoose } from '../access/role-values.ts'
import type { FieldType } from '../fields/field-type.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Registry } from '../kernel/registry.ts'
import type { RecordContext } from '../records/record-context.ts'

const ACTIONS: RecordAction[] = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert']

/** The metadata cut to what the actor may see: no module that cannot be read, no field that is hidden. */
export async function clientModelFor(context: RecordContext, fieldTypes: Registry<FieldType>): Promise<ClientModel> {
  const access = await accessOf(context)
  const modules = Object.values(context.model.modules).filter((module) => access.allows(module.key, 'read'))
  return {
    ...context.model,
    modules: Object.fromEntries(modules.map((module) => [module.key, cutModule(module, access)])),
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

function cutModule(module: ModuleModel, access: Access): ModuleModel {
  const shown = module.fields.filter((field) => access.fieldRight(module.key, field.key) !== 'hidden')
  return {
    ...module,
    access: { organisation: module.access.organisation, profiles: {} },
    fields: shown.map((field) => cutField(field, access.fieldRight(module.key, field.key), access.actor)),
    relations: module.relations.filter((relation) => access.allows(relation.module, 'read')),
  }
}

function cutField(field: FieldModel, right: FieldRight, actor: Actor): FieldModel {
  const values = field.values && { values: choosable(actor, field.values) }
  return { ...field, ...values, ...(right === 'read' && { readOnly: true }) }
}

/** Without the values that are for other roles; which roles those are is nobody's business. */
function choosable(actor: Actor, values: PicklistValueModel[]): PicklistValueModel[] {
  return values.filter((value) => mayChoose(actor, value)).map(({ roles: _roles, ...value }) => value)
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
  }
}
