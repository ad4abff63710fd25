import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkCondition } from './check-condition.ts'
import type { Place } from './check-path.ts'
import { isModule, unknown, type CheckScope } from './check-scope.ts'

/** Where a reference leads, what it does when that is removed, and which records it offers. */
export function checkReference(scope: CheckScope, place: Place, { field }: { module: ModuleModel; field: FieldModel }): void {
  const at = (...segments: (string | number)[]) => joinPointer(place.pointer, ...segments)
  field.to?.forEach((key, index) => {
    if (!isModule(scope, key)) scope.report(place.file, { pointer: at('to', index), ...unknown('module', key, Object.keys(scope.model.modules)) })
  })
  if (field.type === 'reference' && (field.to ?? []).length === 0 && field.toCapability === undefined) {
    scope.report(place.file, { pointer: at(), reason: `"${field.key}" must say where it leads: "to": ["…"].` })
  }
  if (field.inverseLabel && field.inverse === undefined)
    scope.report(place.file, { pointer: at('inverseLabel'), reason: 'A label for the other side needs the key of the other side: "inverse".' })
  if (field.required && field.onDelete === 'clear')
    scope.report(place.file, { pointer: at('onDelete'), reason: `"${field.key}" is required: it cannot be cleared. Use "restrict" or "cascade".` })
  if (field.filter) checkFilter(scope, { ...place, pointer: at('filter') }, field)
}

function checkFilter(scope: CheckScope, place: Place, field: FieldModel): void {
  const targets = field.to ?? (field.type === 'user' ? ['users'] : [])
  for (const key of targets) {
    const module = scope.model.modules[key]
    if (module && field.filter) checkCondition(scope, place, { module, condition: field.filter })
  }
}
