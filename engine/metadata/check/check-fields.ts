import { RESERVED_KEYS, type FieldModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkFieldDefinition } from './check-field-definition.ts'
import type { CheckScope, ModuleScope } from './check-scope.ts'
import { byteLength, MAX_IDENTIFIER_BYTES } from './identifier.ts'

/** Columns that live in a module's table; PostgreSQL would take more, but plans and pages of wide tables suffer. */
export const MAX_COLUMNS = 250

/** Columns of every module's table, and those that PostgreSQL keeps for itself. */
const TAKEN_COLUMNS = [...RESERVED_KEYS, 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']
const SYSTEM_COLUMNS = 9

/** All fields of a module, each for itself and together. */
export function checkFields(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.fields
  if (!file) {
    const path = `modules/${source.key}/fields.json`
    if (!scope.broken.has(path)) scope.report(source.module, { pointer: '', reason: `The module has no ${path}.` })
    return
  }
  declaredFields({ source, model }).forEach((field, index) => {
    checkFieldDefinition(scope, { file, pointer: joinPointer('/fields', index) }, { module: model, field, reserved: TAKEN_COLUMNS })
  })
  checkColumns(scope, { source, model })
  checkGovernors(scope, { source, model })
}

function declaredFields({ source, model }: ModuleScope): FieldModel[] {
  return model.fields.slice(0, source.fields?.value.fields.length ?? 0)
}

/** A field may take several columns (`amount`, `amount_currency`): no other field may have the name of one of them. */
function checkColumns(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.fields
  if (!file) return
  const owners = new Map<string, string>()
  let columns = SYSTEM_COLUMNS
  declaredFields({ source, model }).forEach((field, index) => {
    const pointer = joinPointer('/fields', index, 'key')
    for (const { suffix } of scope.registries.fieldTypes.get(field.type)?.columns(field) ?? []) {
      const name = field.key + suffix
      const other = owners.get(name)
      columns += 1
      if (other !== undefined && other !== field.key) scope.report(file, { pointer, reason: `The column "${name}" belongs to the field "${other}" already.` })
      if (byteLength(name) > MAX_IDENTIFIER_BYTES)
        scope.report(file, { pointer, reason: `The column "${name}" would have a name of more than ${MAX_IDENTIFIER_BYTES} bytes.` })
      owners.set(name, field.key)
    }
  })
  if (columns > MAX_COLUMNS)
    scope.report(file, {
      pointer: '/fields',
      reason: `The module would have ${columns} columns; at most ${MAX_COLUMNS} are possible. Move some fields into a module of their own.`,
    })
}

/** Picklists may govern each other, but not in a circle. */
function checkGovernors(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.fields
  if (!file) return
  const governor = new Map(model.fields.map((field) => [field.key, field.dependsOn]))
  declaredFields({ source, model }).forEach((field, index) => {
    const chain = [field.key]
    let next = field.dependsOn
    while (next !== undefined && !chain.includes(next)) {
      chain.push(next)
      next = governor.get(next)
    }
    if (next === field.key)
      scope.report(file, {
        pointer: joinPointer('/fields', index, 'dependsOn'),
        reason: `The fields depend on each other in a circle: ${[...chain, next].join(' -> ')}.`,
      })
  })
}
