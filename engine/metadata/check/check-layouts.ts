import type { LayoutFile, Related, Section } from '../../contract/generated/metadata-files.ts'
import type { Capability, FieldModel, ModuleModel, RelationModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import { nearestName } from '../nearest-name.ts'
import type { SourceFile } from '../layers/sources.ts'
import { checkCondition } from './check-condition.ts'
import { checkPath, CHOSEN, SORTABLE } from './check-path.ts'
import { requireName, unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

const PURPOSES = ['detail', 'form', 'quick-create', 'list', 'kanban', 'convert', 'portal', 'print']
const PANELS: Record<string, Capability> = { timeline: 'history', history: 'history', comments: 'comments', activities: 'activities', documents: 'documents' }

/** The layouts of a module: `detail.json`, or `detail.sales.json` for one that `for` says is meant for somebody. */
export function checkLayouts(scope: CheckScope, module: ModuleScope): void {
  for (const [name, file] of module.source.layouts) {
    const [purpose = ''] = name.split('.')
    if (!PURPOSES.includes(purpose)) scope.report(file, { pointer: '', ...unknown('kind of layout', purpose, PURPOSES) })
    checkLayout(scope, module.model, file)
    if (purpose === 'form' || purpose === 'quick-create') checkFillable(scope, module.model, file)
  }
}

function checkLayout(scope: CheckScope, module: ModuleModel, file: SourceFile<LayoutFile>): void {
  const layout = file.value
  const path = (pointer: string, name: string) => checkPath(scope, { file, pointer }, { module, path: name })
  layout.highlights?.forEach((name, index) => path(joinPointer('/highlights', index), name))
  layout.columns?.forEach((name, index) => path(joinPointer('/columns', index), name))
  layout.card?.forEach((name, index) => path(joinPointer('/card', index), name))
  if (layout.path !== undefined) checkPath(scope, { file, pointer: '/path' }, { module, path: layout.path, demand: CHOSEN })

  layout.for?.roles?.forEach((role, index) => {
    requireName(
      scope,
      { file, pointer: joinPointer('/for/roles', index) },
      { kind: 'role', name: role, names: scope.model.roles.map((one) => one.key), declaredIn: 'app/roles.json' },
    )
  })
  checkRecordTypes(scope, { module, file })
  checkSections(scope, { module, file }, { sections: layout.sections ?? [], pointer: '/sections' })
  layout.tabs?.forEach((tab, index) => {
    const pointer = joinPointer('/tabs', index)
    const parts = [tab.sections, tab.related, tab.panel].filter((part) => part !== undefined)
    if (parts.length !== 1) scope.report(file, { pointer, reason: `The tab "${tab.key}" must hold one of sections, related and panel.` })
    if (tab.panel) checkPanel(scope, { module, file }, { panel: tab.panel, pointer: joinPointer(pointer, 'panel') })
    checkSections(scope, { module, file }, { sections: tab.sections ?? [], pointer: joinPointer(pointer, 'sections') })
    tab.related?.forEach((related, at) => checkRelated(scope, { module, file }, { related, pointer: joinPointer(pointer, 'related', at) }))
  })
}

interface LayoutScope {
  module: ModuleModel
  file: SourceFile<LayoutFile>
}

/** The types of a layout are values of the field that says of which type a record is. */
function checkRecordTypes(scope: CheckScope, { module, file }: LayoutScope): void {
  const types = file.value.for?.recordTypes
  if (types === undefined) return
  const field = module.fields.find(({ key }) => key === module.recordTypeField)
  if (!field)
    return scope.report(file, { pointer: '/for/recordTypes', reason: 'No field says of which type a record is: module.json must name a recordTypeField.' })
  const names = scope.context.picklistValues(field).map(({ key }) => key)
  types.forEach((name, index) => {
    if (!names.includes(name)) scope.report(file, { pointer: joinPointer('/for/recordTypes', index), ...unknown('record type', name, names) })
  })
}

function checkPanel(scope: CheckScope, { module, file }: LayoutScope, { panel, pointer }: { panel: string; pointer: string }): void {
  const capability = PANELS[panel]
  if (capability === undefined || module.capabilities.includes(capability)) return
  scope.report(file, { pointer, reason: `The panel "${panel}" stays empty: the module does not have the capability "${capability}".` })
}

/** Rows no wider than the section, and no field twice. */
function checkSections(scope: CheckScope, { module, file }: LayoutScope, { sections, pointer }: { sections: Section[]; pointer: string }): void {
  const seen = new Set<string>()
  sections.forEach((section, index) => {
    const at = joinPointer(pointer, index)
    if (section.visibleIf) checkCondition(scope, { file, pointer: joinPointer(at, 'visibleIf') }, { module, condition: section.visibleIf })
    section.rows.forEach((row, rowIndex) => {
      const width = section.columns ?? 2
      if (row.length > width)
        scope.report(file, { pointer: joinPointer(at, 'rows', rowIndex), reason: `The row has ${row.length} cells, the section ${width} columns.` })
      row.forEach((key, cell) => {
        const place = { file, pointer: joinPointer(at, 'rows', rowIndex, cell) }
        if (key === null) return
        checkPath(scope, place, { module, path: key })
        if (seen.has(key)) scope.report(file, { pointer: place.pointer, reason: `"${key}" stands twice in these sections.` })
        seen.add(key)
      })
    })
  })
}

function checkRelated(scope: CheckScope, { module, file }: LayoutScope, { related, pointer }: { related: Related; pointer: string }): void {
  const relation = module.relations.find((one) => one.key === related.relation)
  if (!relation) return reportNoRelation(scope, { module, file }, { name: related.relation, pointer: joinPointer(pointer, 'relation') })
  const other = scope.model.modules[relation.module]
  if (!other) return
  const target = withAttributes(other, relation)
  related.columns?.forEach((path, index) => checkPath(scope, { file, pointer: joinPointer(pointer, 'columns', index) }, { module: target, path }))
  related.sort?.forEach((sort, index) =>
    checkPath(scope, { file, pointer: joinPointer(pointer, 'sort', index, 'field') }, { module: target, path: sort.field, demand: SORTABLE }),
  )
  if (related.filter) checkCondition(scope, { file, pointer: joinPointer(pointer, 'filter') }, { module: other, condition: related.filter })
}

/** A reference whose own definition is at fault may be the one that would give the relation. */
function reportNoRelation(scope: CheckScope, { module, file }: LayoutScope, { name, pointer }: { name: string; pointer: string }): void {
  if ([...scope.broken].some((path) => path.startsWith('modules/'))) return
  const names = module.relations.map((one) => one.key)
  scope.report(file, { pointer, reason: `"${module.key}" has no related list "${name}".`, nearest: nearestName(name, names) })
}

/** In the list of a link its attributes stand beside the fields of the other record. */
function withAttributes(module: ModuleModel, relation: RelationModel): ModuleModel {
  return relation.kind === 'link' ? { ...module, fields: [...relation.fields, ...module.fields] } : module
}

/** A form that leaves out what must be filled makes records that nobody can save. */
function checkFillable(scope: CheckScope, module: ModuleModel, file: SourceFile<LayoutFile>): void {
  if (file.value.sections === undefined) return
  const shown = new Set(file.value.sections.flatMap((section) => section.rows.flat()))
  for (const field of module.fields.filter(mustBeTyped)) {
    if (!shown.has(field.key)) scope.report(file, { pointer: '/sections', reason: `The form leaves out "${field.key}", which is required and has no default.` })
  }
}

function mustBeTyped(field: FieldModel): boolean {
  return (
    field.required === true && !field.system && !field.readOnly && field.default === undefined && field.copyFrom === undefined && field.type !== 'auto_number'
  )
}
