import { joinPointer } from '../json/pointer.ts'
import { checkPath } from './check-path.ts'
import type { AccessFile } from '../../contract/generated/metadata-files.ts'
import type { SourceFile } from '../layers/sources.ts'
import { fieldOf, requireName, unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

/** access.json: profiles and fields that exist. */
export function checkAccess(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.access
  if (!file) return
  checkParent(scope, { source, model }, file)
  const profiles = scope.model.profiles.map((profile) => profile.key)
  for (const [key, rights] of Object.entries(file.value.profiles ?? {})) {
    const pointer = joinPointer('/profiles', key)
    if (key !== '*') requireName(scope, { file, pointer }, { kind: 'profile', name: key, names: profiles, declaredIn: 'app/profiles.json' })
    for (const field of Object.keys(rights.fields ?? {}))
      checkPath(scope, { file, pointer: joinPointer(pointer, 'fields', field) }, { module: model, path: field })
  }
}

/** `throughParent` names a reference to records that do not, in turn, belong to records of this module. */
function checkParent(scope: CheckScope, { model }: ModuleScope, file: SourceFile<AccessFile>): void {
  const key = file.value.throughParent
  if (key === undefined) return
  const pointer = '/throughParent'
  const field = fieldOf(scope, model, key)
  if (field === 'broken') return
  if (!field)
    return scope.report(file, {
      pointer,
      ...unknown(
        'field',
        key,
        model.fields.map((each) => each.key),
      ),
    })
  if (field.type !== 'reference') return scope.report(file, { pointer, reason: `"${key}" is no reference to one record.` })
  if (leadsTo(scope, { from: field.to ?? [], wanted: model.key }))
    scope.report(file, { pointer, reason: 'The records would belong to each other in a circle.' })
}

function leadsTo(scope: CheckScope, { from, wanted }: { from: string[]; wanted: string }, seen: ReadonlySet<string> = new Set()): boolean {
  return from.some((key) => {
    if (key === wanted) return true
    if (seen.has(key)) return false
    const module = Object.hasOwn(scope.model.modules, key) ? scope.model.modules[key] : undefined
    const parent = module?.fields.find((field) => field.key === module.access.throughParent)
    return leadsTo(scope, { from: parent?.to ?? [], wanted }, new Set([...seen, key]))
  })
}
