import { joinPointer } from '../json/pointer.ts'
import { checkPath } from './check-path.ts'
import { requireName, type CheckScope, type ModuleScope } from './check-scope.ts'

/** access.json: profiles and fields that exist. */
export function checkAccess(scope: CheckScope, { source, model }: ModuleScope): void {
  const file = source.access
  if (!file) return
  const profiles = scope.model.profiles.map((profile) => profile.key)
  for (const [key, rights] of Object.entries(file.value.profiles ?? {})) {
    const pointer = joinPointer('/profiles', key)
    if (key !== '*') requireName(scope, { file, pointer }, { kind: 'profile', name: key, names: profiles, declaredIn: 'app/profiles.json' })
    for (const field of Object.keys(rights.fields ?? {}))
      checkPath(scope, { file, pointer: joinPointer(pointer, 'fields', field) }, { module: model, path: field })
  }
}
