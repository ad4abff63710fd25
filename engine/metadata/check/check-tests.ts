import type { TestFile } from '../../contract/generated/metadata-files.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { joinPointer } from '../json/pointer.ts'
import type { SourceFile } from '../layers/sources.ts'
import { checkPath } from './check-path.ts'
import { isModule, requireName, unknown, type CheckScope, type ModuleScope } from './check-scope.ts'

/** Configuration tests: records, users and fields that exist, and names that were given before they are used. */
export function checkTests(scope: CheckScope, { source, model }: ModuleScope): void {
  for (const file of source.tests.values()) {
    checkGiven(scope, file)
    checkUser(scope, file)
    const subject = subjectOf(scope, { file, model })
    if (subject) checkFields(scope, { file, module: subject })
  }
}

function checkGiven(scope: CheckScope, file: SourceFile<TestFile>): void {
  file.value.given?.forEach((record, index) => {
    const pointer = joinPointer('/given', index)
    const module = scope.model.modules[record.module]
    if (!isModule(scope, record.module))
      scope.report(file, { pointer: joinPointer(pointer, 'module'), ...unknown('module', record.module, Object.keys(scope.model.modules)) })
    for (const key of Object.keys(record.values)) if (module) checkPath(scope, { file, pointer: joinPointer(pointer, 'values', key) }, { module, path: key })
  })
}

function checkUser(scope: CheckScope, file: SourceFile<TestFile>): void {
  const { user } = file.value
  const names = namesGiven(file)
  if (user?.profile !== undefined)
    requireName(
      scope,
      { file, pointer: '/user/profile' },
      { kind: 'profile', name: user.profile, names: scope.model.profiles.map((one) => one.key), declaredIn: 'app/profiles.json' },
    )
  if (user?.role !== undefined)
    requireName(
      scope,
      { file, pointer: '/user/role' },
      { kind: 'role', name: user.role, names: scope.model.roles.map((one) => one.key), declaredIn: 'app/roles.json' },
    )
  user?.owns?.forEach((name, index) => requireGiven(scope, { file, pointer: joinPointer('/user/owns', index) }, { name, names }))
}

/** The module of the record that the test acts on; `create` names a module, the others a given record. */
function subjectOf(scope: CheckScope, { file, model }: { file: SourceFile<TestFile>; model: ModuleModel }): ModuleModel | undefined {
  const { create, update, remove } = file.value.when
  const named = [create, update, remove].filter((name) => name !== undefined)
  if (named.length !== 1) {
    scope.report(file, { pointer: '/when', reason: 'A test does one thing: create, update or remove.' })
    return undefined
  }
  if (create !== undefined) {
    if (!isModule(scope, create)) scope.report(file, { pointer: '/when/create', ...unknown('module', create, Object.keys(scope.model.modules)) })
    return scope.model.modules[create]
  }
  const name = update ?? remove ?? ''
  requireGiven(scope, { file, pointer: update === undefined ? '/when/remove' : '/when/update' }, { name, names: namesGiven(file) })
  const module = file.value.given?.find((record) => record.as === name)?.module
  return module === undefined ? model : scope.model.modules[module]
}

function checkFields(scope: CheckScope, { file, module }: { file: SourceFile<TestFile>; module: ModuleModel }): void {
  const { when, then } = file.value
  const check = (pointer: string, path: string) => checkPath(scope, { file, pointer }, { module, path })
  for (const key of Object.keys(when.values ?? {})) check(joinPointer('/when/values', key), key)
  for (const key of Object.keys(then.values ?? {})) check(joinPointer('/then/values', key), key)
  then.refused?.forEach(({ field }, index) => field !== undefined && check(joinPointer('/then/refused', index, 'field'), field))
  then.visible?.forEach((key, index) => check(joinPointer('/then/visible', index), key))
  then.hidden?.forEach((key, index) => check(joinPointer('/then/hidden', index), key))
}

function namesGiven(file: SourceFile<TestFile>): string[] {
  return (file.value.given ?? []).map((record) => record.as)
}

function requireGiven(scope: CheckScope, at: { file: SourceFile<unknown>; pointer: string }, { name, names }: { name: string; names: string[] }): void {
  if (!names.includes(name)) scope.report(at.file, { pointer: at.pointer, ...unknown('given record', name, names) })
}
