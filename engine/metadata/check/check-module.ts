import type { ModuleFile } from '../../contract/generated/metadata-files.ts'
import { isToSeveral } from '../../fields/reference/reference.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkCondition } from './check-condition.ts'
import { checkPath, CHOSEN, COMPARED, DATED, ofType, SEARCHED, SUMMABLE, TEXTUAL, type Demand } from './check-path.ts'
import { unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

/** Properties of module.json that name a field, and what the field must be. */
const PARTS: [pointer: string, demand: Demand, read: (file: ModuleFile) => string | undefined][] = [
  ['/nameField', TEXTUAL, (file) => file.nameField],
  ['/statusField', CHOSEN, (file) => file.statusField],
  ['/recordTypeField', CHOSEN, (file) => file.recordTypeField],
  ['/amountField', SUMMABLE, (file) => file.amountField],
  ['/imageField', ofType('image'), (file) => file.imageField],
  ['/emailField', ofType('email'), (file) => file.emailField],
  ['/phoneField', ofType('phone'), (file) => file.phoneField],
  ['/parentField', ofType('reference'), (file) => file.parentField],
  ['/calendar/start', DATED, (file) => file.calendar?.start],
  ['/calendar/end', DATED, (file) => file.calendar?.end],
  ['/portal/account', ofType('reference'), (file) => file.portal?.account],
  ['/portal/contact', ofType('reference'), (file) => file.portal?.contact],
  ['/number/field', ofType('auto_number'), (file) => file.number?.field],
]

/** Everything in module.json that names something. */
export function checkModule(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.module
  const path = (pointer: string, name: string, demand?: Demand) => checkPath(scope, { file, pointer }, { module: model, path: name, demand })

  if (file.value.key !== source.key) {
    scope.report(file, { pointer: '/key', reason: `The folder is called "${source.key}" and the module "${file.value.key}": both must be the same.` })
  }
  if (source.key.startsWith('link_'))
    scope.report(file, { pointer: '/key', reason: 'The key of a module does not begin with "link_": the tables of links do.' })
  for (const [pointer, demand, read] of PARTS) {
    const name = read(file.value)
    if (name !== undefined) path(pointer, name, demand)
  }
  checkTree(scope, { source, model })
  checkNumbering(scope, { source, model })
  checkArea(scope, { source, model })

  const open = file.value.timeline?.open
  if (open) checkCondition(scope, { file, pointer: '/timeline/open' }, { module: model, condition: open })
  file.value.search?.forEach((name, index) => path(joinPointer('/search', index), name, SEARCHED))
  file.value.duplicates?.forEach((rule, at) =>
    rule.match.forEach(({ field, by }, index) => path(joinPointer('/duplicates', at, 'match', index, 'field'), field, by === 'similar' ? TEXTUAL : COMPARED)),
  )
  file.value.indexes?.forEach((entry, at) => entry.fields.forEach((name, index) => path(joinPointer('/indexes', at, 'fields', index), name, COMPARED)))
}

/** A tree is made of references to the same module. */
function checkTree(scope: CheckScope, { source, model }: ModuleScope): void {
  const parent = model.fields.find((field) => field.key === source.module.value.parentField)
  if (parent?.type !== 'reference' || (!isToSeveral(parent) && parent.to?.[0] === source.key)) return
  scope.report(source.module, { pointer: '/parentField', reason: `"${parent.key}" must refer to "${source.key}" alone, so that its records form a tree.` })
}

/** The numbers of auto_number fields are drawn by module.number: neither is any use without the other. */
function checkNumbering(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.fields
  if (!file) return
  file.value.fields.forEach((field, index) => {
    if (field.type !== 'auto_number' || field.key === model.number?.field) return
    const reason = model.number
      ? `A module has one auto_number; "${model.number.field}" is it.`
      : `module.json must say how "${field.key}" counts: "number": { "field": "${field.key}", "prefix": "…" }.`
    scope.report(file, { pointer: joinPointer('/fields', index, 'type'), reason })
  })
}

function checkArea(scope: CheckScope, { source }: ModuleScope): void {
  const area = source.module.value.area
  const areas = scope.model.areas.map((one) => one.key)
  if (area === undefined || areas.includes(area) || scope.broken.has('app/menu.json')) return
  scope.report(source.module, { pointer: '/area', ...unknown('menu area', area, areas) })
}
