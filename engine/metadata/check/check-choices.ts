import type { FieldModel, ModuleModel, PicklistValueModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import type { Place } from './check-path.ts'
import { fieldOf, requireName, unknown, type CheckScope } from './check-scope.ts'
import { valueWords } from './operand-fault.ts'

interface Choice {
  module: ModuleModel
  field: FieldModel
}

/** Where the values of a picklist field come from, what governs them and what they set. */
export function checkChoices(scope: CheckScope, place: Place, { module, field }: Choice): void {
  const type = scope.registries.fieldTypes.get(field.type)
  if (!type || !Object.hasOwn(type.parameters['properties'] ?? {}, 'picklist')) return
  const at = (...segments: (string | number)[]) => joinPointer(place.pointer, ...segments)

  if ((field.values === undefined) === (field.picklist === undefined)) {
    scope.report(place.file, { pointer: place.pointer, reason: `"${field.key}" needs either values of its own or the key of a shared picklist.` })
  }
  if (field.picklist !== undefined) {
    const pointer = at('picklist')
    requireName(
      scope,
      { ...place, pointer },
      { kind: 'picklist', name: field.picklist, names: Object.keys(scope.model.picklists), declaredIn: `app/picklists/${field.picklist}.json` },
    )
  }
  checkGovernor(scope, { ...place, pointer: at('dependsOn') }, { module, field })
  checkValues(scope, { ...place, pointer: field.values ? at('values') : at('picklist') }, { module, field })
}

function checkGovernor(scope: CheckScope, place: Place, { module, field }: Choice): void {
  if (field.dependsOn === undefined) return
  const governor = fieldOf(scope, module, field.dependsOn)
  if (governor === 'broken') return
  if (!governor)
    return scope.report(place.file, {
      pointer: place.pointer,
      ...unknown(
        'field',
        field.dependsOn,
        module.fields.map((one) => one.key),
      ),
    })
  if (scope.registries.fieldTypes.get(governor.type)?.family !== 'choice' && governor.type !== 'boolean') {
    scope.report(place.file, {
      pointer: place.pointer,
      reason: `"${governor.key}" is a ${governor.type}: only a picklist or a yes/no can govern other values.`,
    })
  }
}

/** For a shared picklist the fault lies with the field that uses it: its values say things that do not fit here. */
function checkValues(scope: CheckScope, place: Place, choice: Choice): void {
  const own = choice.field.values !== undefined
  scope.context.picklistValues(choice.field).forEach((value, index) => {
    const at = (...segments: (string | number)[]) => (own ? joinPointer(place.pointer, index, ...segments) : place.pointer)
    checkSets(scope, (key) => ({ ...place, pointer: at('sets', key) }), { choice, value })
    checkFor(scope, (position) => ({ ...place, pointer: at('for', position) }), { choice, value })
    if (own) checkRoles(scope, (position) => ({ ...place, pointer: at('roles', position) }), value)
  })
}

export function checkRoles(scope: CheckScope, placeOf: (index: number) => Place, value: PicklistValueModel): void {
  const names = scope.model.roles.map((role) => role.key)
  value.roles?.forEach((role, index) => requireName(scope, placeOf(index), { kind: 'role', name: role, names, declaredIn: 'app/roles.json' }))
}

function checkSets(scope: CheckScope, placeOf: (key: string) => Place, { choice, value }: { choice: Choice; value: PicklistValueModel }): void {
  for (const [key, raw] of Object.entries(value.sets ?? {})) {
    const place = placeOf(key)
    const target = fieldOf(scope, choice.module, key)
    if (target === 'broken') continue
    if (!target) {
      scope.report(place.file, {
        pointer: place.pointer,
        ...unknown(
          'field',
          key,
          choice.module.fields.map((one) => one.key),
        ),
        reason: `"${value.key}" sets "${key}", a field that the module does not have.`,
      })
      continue
    }
    const type = scope.registries.fieldTypes.get(target.type)
    const parsed = type?.parse(raw, target, scope.context)
    if (type && parsed && !parsed.ok)
      scope.report(place.file, { pointer: place.pointer, ...valueWords(scope, { field: target, type }, { raw, problem: parsed.problems[0] }) })
  }
}

function checkFor(scope: CheckScope, placeOf: (index: number) => Place, { choice, value }: { choice: Choice; value: PicklistValueModel }): void {
  if (!value.for || choice.field.dependsOn === undefined) return
  const governor = fieldOf(scope, choice.module, choice.field.dependsOn)
  if (!governor || governor === 'broken') return
  const keys = governor.type === 'boolean' ? ['true', 'false'] : scope.context.picklistValues(governor).map((one) => one.key)
  value.for.forEach((key, index) => {
    if (keys.includes(key)) return
    const place = placeOf(index)
    scope.report(place.file, { pointer: place.pointer, ...unknown('value', key, keys), reason: `"${governor.key}" has no value "${key}".` })
  })
}
