import type { ModuleModel } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import { joinPointer } from '../json/pointer.ts'
import { checkAgainst } from '../schema/schema-checker.ts'
import { checkPath, type Place } from './check-path.ts'
import { unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

/** The behaviours that a module uses are known, understand their options, and are told of fields that exist. */
export function checkBehaviors(scope: CheckScope, { source, model }: ModuleScope): void {
  const { behaviors } = scope.registries
  if (!behaviors) return
  source.module.value.behaviors?.forEach(({ use, ...options }, index) => {
    const place = { file: source.module, pointer: joinPointer('/behaviors', index) }
    const behavior = behaviors.get(use)
    if (!behavior) return scope.report(place.file, { pointer: joinPointer(place.pointer, 'use'), ...unknown('behavior', use, behaviors.names()) })
    const faults = checkAgainst(behavior.options, options)
    for (const { pointer, reason, nearest } of faults) scope.report(place.file, { pointer: place.pointer + pointer, reason, nearest })
    if (faults.length === 0) checkNames(scope, place, { schema: behavior.options, value: options, module: model })
  })
}

const FIELD_KEY = 'common.schema.json#/definitions/key'

interface Options {
  schema: JsonSchema
  value: unknown
  module: ModuleModel
}

/** Goes through the options along their schema; what it calls a key is the name of a field. */
function checkNames(scope: CheckScope, place: Place, { schema, value, module }: Options): void {
  if (schema['$ref'] === FIELD_KEY) return void checkPath(scope, place, { module, path: String(value) })
  const inner = (segment: string | number, member: unknown, part: unknown) =>
    checkNames(scope, { ...place, pointer: joinPointer(place.pointer, segment) }, { schema: part as JsonSchema, value: member, module })
  if (Array.isArray(value)) return value.forEach((item, index) => schema['items'] && inner(index, item, schema['items']))
  if (typeof value !== 'object' || value === null) return
  const properties = (schema['properties'] ?? {}) as JsonSchema
  for (const [name, member] of Object.entries(value)) if (Object.hasOwn(properties, name)) inner(name, member, properties[name])
}
