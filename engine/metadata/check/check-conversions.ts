import { joinPointer } from '../json/pointer.ts'
import { checkPath, ofType, type Place } from './check-path.ts'
import { isModule, unknown, type CheckScope, type ModuleScope } from './check-scope.ts'
import type { ResolvedPath } from './resolve-path.ts'

/** conversions.json: the other module, its fields and ours, and whether a value of one can stand in the other. */
export function checkConversions(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.conversions
  file?.value.conversions.forEach((conversion, index) => {
    const at = (...segments: (string | number)[]): Place => ({ file, pointer: joinPointer('/conversions', index, ...segments) })
    if (!isModule(scope, conversion.to))
      return scope.report(file, { pointer: at('to').pointer, ...unknown('module', conversion.to, Object.keys(scope.model.modules)) })
    const target = scope.model.modules[conversion.to]
    if (!target) return
    if (conversion.link !== undefined)
      checkLink(scope, at('link'), {
        module: model.key,
        link: checkPath(scope, at('link'), { module: target, path: conversion.link, demand: ofType('reference') }),
      })
    for (const [to, from] of Object.entries(conversion.map)) {
      const place = at('map', to)
      const written = checkPath(scope, place, { module: target, path: to })
      const read = checkPath(scope, place, { module: model, path: from })
      if (written && read && !canHold(written, read)) {
        scope.report(file, {
          pointer: place.pointer,
          reason: `"${from}" (${read.type.name}) does not fit into "${conversion.to}.${to}" (${written.type.name}).`,
        })
      }
    }
  })
}

function checkLink(scope: CheckScope, place: Place, { module, link }: { module: string; link: ResolvedPath | null }): void {
  if (!link || link.field.to?.includes(module)) return
  scope.report(place.file, { pointer: place.pointer, reason: `"${link.field.key}" does not refer to "${module}".` })
}

/** The same kind of value, a change that loses nothing, or anything that is shown as text into a text. */
function canHold(written: ResolvedPath, read: ResolvedPath): boolean {
  if (written.field.type === 'reference' && read.field.type === 'reference') return read.field.to?.some((module) => written.field.to?.includes(module)) ?? false
  if (written.type.name === read.type.name || read.type.safeChanges.includes(written.type.name)) return true
  const people = ['owner', 'user']
  return (
    written.type.family === 'text' ||
    (written.type.family === read.type.family && written.type.family !== 'none') ||
    (people.includes(written.type.name) && people.includes(read.type.name))
  )
}
