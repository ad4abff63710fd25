import type { Condition } from '../contract/condition.ts'
import type {
  FieldModel,
  FieldRight,
  LayoutModel,
  LayoutRelated,
  LayoutSection,
  LayoutTab,
  Model,
  ModuleModel,
  PicklistValueModel,
  ViewModel,
} from '../contract/model.ts'
import type { Access } from '../access/compile-access.ts'
import { canReadPath, canReadRelation } from '../access/readable-path.ts'
import { mayChoose } from '../access/role-values.ts'
import type { Actor } from '../kernel/actor.ts'

/** Whether a path of the module, or something that names such paths, is there for the actor. */
interface Cut {
  model: Model
  access: Access
  module: ModuleModel
  reads(path: string | undefined): boolean
}

/** A module cut to what the actor may see: a hidden field is named nowhere, neither in layouts and views nor in conditions and rules. */
export function cutModule(model: Model, access: Access, module: ModuleModel): ModuleModel {
  const cut = cutOf(model, access, module)
  return {
    ...withoutUses(cut),
    access: { organisation: module.access.organisation, profiles: {} },
    fields: module.fields.filter(({ key }) => cut.reads(key)).map((field) => cutField(cut, field)),
    relations: module.relations.filter((relation) => canReadRelation(access, relation)),
    search: module.search.filter(cut.reads),
    duplicates: module.duplicates.filter(({ match }) => match.every(({ field }) => cut.reads(field))),
    indexes: module.indexes.filter(({ fields }) => fields.every(cut.reads)),
    behaviors: module.behaviors.filter((behavior) => !namesHidden(cut, behavior)),
    layouts: Object.fromEntries(Object.entries(module.layouts).map(([key, layout]) => [key, cutLayout(cut, layout)])),
    views: module.views.flatMap((view) => cutView(cut, view)),
  }
}

function cutOf(model: Model, access: Access, module: ModuleModel): Cut {
  return { model, access, module, reads: (path) => path !== undefined && canReadPath(model, access, { module: module.key, path }) }
}

const USES = ['statusField', 'recordTypeField', 'amountField', 'imageField', 'emailField', 'phoneField', 'parentField'] as const

/** What single fields are used for. The name stays: its field may be hidden, but every record has one. */
function withoutUses(cut: Cut): ModuleModel {
  const { module, reads } = cut
  const rest = { ...module }
  for (const use of USES) if (!reads(module[use])) delete rest[use]
  const calendar = cutCalendar(cut)
  if (calendar) rest.calendar = calendar
  else delete rest.calendar
  if (!reads(module.number?.field)) delete rest.number
  if (module.timeline && namesHidden(cut, module.timeline.open)) rest.timeline = { kind: module.timeline.kind }
  return rest
}

function cutCalendar({ module: { calendar }, reads }: Cut): ModuleModel['calendar'] {
  if (!calendar || !reads(calendar.start)) return undefined
  return reads(calendar.end) ? calendar : { start: calendar.start }
}

function cutField(cut: Cut, field: FieldModel): FieldModel {
  const { access, module } = cut
  const right: FieldRight = access.fieldRight(module.key, field.key)
  const values = field.values && { values: choosable(access.actor, field.values).map((value) => cutValue(cut, value)) }
  const { visibleIf, requiredIf, readOnlyIf, filter, validIf, copyFrom, dependsOn, ...rest } = field
  return {
    ...rest,
    ...values,
    ...conditions(cut, { visibleIf, requiredIf, readOnlyIf }),
    ...(filter && { filter }),
    ...(validIf && !namesHidden(cut, validIf.condition) && { validIf }),
    ...(cut.reads(copyFrom) && { copyFrom }),
    ...(cut.reads(dependsOn) && { dependsOn }),
    ...(right === 'read' && { readOnly: true }),
  }
}

/** Conditions about what may be read. The others are for the server, which keeps to them whatever a form shows. */
function conditions<Key extends string>(cut: Cut, given: Record<Key, Condition | undefined>): Partial<Record<Key, Condition>> {
  return Object.fromEntries(Object.entries(given).filter(([, condition]) => condition !== undefined && !namesHidden(cut, condition))) as Partial<
    Record<Key, Condition>
  >
}

function cutValue({ reads }: Cut, value: PicklistValueModel): PicklistValueModel {
  return value.sets ? { ...value, sets: Object.fromEntries(Object.entries(value.sets).filter(([key]) => reads(key))) } : value
}

/** Without the values that are for other roles; which roles those are is nobody's business. */
export function choosable(actor: Actor, values: PicklistValueModel[]): PicklistValueModel[] {
  return values.filter((value) => mayChoose(actor, value)).map(({ roles: _roles, ...value }) => value)
}

function cutView(cut: Cut, view: ViewModel): ViewModel[] {
  if (namesHidden(cut, view.filter)) return []
  const { reads } = cut
  const { columns, sort, totals } = view
  return [
    {
      ...view,
      columns: columns.filter(reads),
      ...(sort && { sort: sort.filter(({ field }) => reads(field)) }),
      ...(totals && { totals: totals.filter(reads) }),
    },
  ]
}

function cutLayout(cut: Cut, layout: LayoutModel): LayoutModel {
  const { highlights, path, sections, tabs, columns, card, ...rest } = layout
  return {
    ...rest,
    ...(highlights && { highlights: highlights.filter(cut.reads) }),
    ...(cut.reads(path) && { path }),
    ...(sections && { sections: cutSections(cut, sections) }),
    ...(tabs && { tabs: tabs.map((tab) => cutTab(cut, tab)) }),
    ...(columns && { columns: columns.filter(cut.reads) }),
    ...(card && { card: card.filter(cut.reads) }),
  }
}

function cutTab(cut: Cut, tab: LayoutTab): LayoutTab {
  const { sections, related } = tab
  return { ...tab, ...(sections && { sections: cutSections(cut, sections) }), ...(related && { related: cutRelated(cut, related) }) }
}

function cutSections(cut: Cut, sections: LayoutSection[]): LayoutSection[] {
  return sections.map(({ visibleIf, rows, ...section }) => ({
    ...section,
    rows: rows.map((row) => row.filter((key) => key === null || cut.reads(key))).filter((row) => row.length > 0),
    ...conditions(cut, { visibleIf }),
  }))
}

/** Lists of what belongs to a record, each with the rights in the module that it shows. */
function cutRelated({ model, access, module }: Cut, related: LayoutRelated[]): LayoutRelated[] {
  return related.flatMap((list) => {
    const relation = module.relations.find(({ key }) => key === list.relation)
    const other = relation && model.modules[relation.module]
    if (!relation || !other || !canReadRelation(access, relation)) return []
    const there = cutOf(model, access, other)
    const isAttribute = (path: string) => relation.kind === 'link' && relation.fields.some(({ key }) => key === path)
    const reads = (path: string) => isAttribute(path) || there.reads(path)
    const { columns, sort, filter } = list
    if (namesHidden(there, filter)) return []
    return [{ ...list, ...(columns && { columns: columns.filter(reads) }), ...(sort && { sort: sort.filter(({ field }) => reads(field)) }) }]
  })
}

/** Whether a tree of conditions, or the options of a behaviour, name a field that is hidden. */
function namesHidden(cut: Cut, part: unknown): boolean {
  if (typeof part === 'string') return cut.module.fields.some(({ key }) => key === part.split('.')[0]) && !cut.reads(part)
  if (Array.isArray(part)) return part.some((each) => namesHidden(cut, each))
  return typeof part === 'object' && part !== null && Object.values(part).some((each) => namesHidden(cut, each))
}
