import { Decimal } from 'decimal.js'
import { joinPointer } from '../json/pointer.ts'
import type { SourceFile } from '../layers/sources.ts'
import { checkRoles } from './check-choices.ts'
import { isModule, requireName, unknown, type CheckScope } from './check-scope.ts'

/** The files below app/. */
export function checkApp(scope: CheckScope): void {
  checkMenu(scope)
  checkRoleTree(scope)
  checkGroups(scope)
  checkCurrencies(scope)
  checkSharedPicklists(scope)
}

function checkMenu(scope: CheckScope): void {
  const file = scope.sources.menu
  const seen = new Map<string, string>()
  file?.value.areas.forEach((area, index) =>
    area.modules?.forEach((key, at) => {
      const pointer = joinPointer('/areas', index, 'modules', at)
      const first = seen.get(key)
      if (!isModule(scope, key)) scope.report(file, { pointer, ...unknown('module', key, Object.keys(scope.model.modules)) })
      else if (first !== undefined) scope.report(file, { pointer, reason: `"${key}" stands in the area "${first}" already.` })
      seen.set(key, area.key)
    }),
  )
}

function checkRoleTree(scope: CheckScope): void {
  const file = scope.sources.roles
  if (!file) return
  const roles = file.value.roles
  const names = roles.map((role) => role.key)
  const parents = new Map(roles.map((role) => [role.key, role.parent]))
  roles.forEach((role, index) => {
    const at = (...segments: (string | number)[]) => ({ file, pointer: joinPointer('/roles', index, ...segments) })
    if (role.parent !== undefined) requireName(scope, at('parent'), { kind: 'role', name: role.parent, names, declaredIn: 'app/roles.json' })
    if (isAboveItself(role.key, parents)) scope.report(file, { pointer: at('parent').pointer, reason: `The role "${role.key}" stands above itself.` })
    role.profiles?.forEach((profile, position) =>
      requireName(scope, at('profiles', position), {
        kind: 'profile',
        name: profile,
        names: scope.model.profiles.map((one) => one.key),
        declaredIn: 'app/profiles.json',
      }),
    )
  })
}

function isAboveItself(key: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>()
  let next = parents.get(key)
  while (next !== undefined && next !== key && !seen.has(next)) {
    seen.add(next)
    next = parents.get(next)
  }
  return next === key
}

function checkGroups(scope: CheckScope): void {
  const file = scope.sources.groups
  const names = scope.model.roles.map((role) => role.key)
  file?.value.groups.forEach((group, index) => {
    for (const property of ['roles', 'rolesAndBelow'] as const) {
      group[property]?.forEach((role, at) =>
        requireName(scope, { file, pointer: joinPointer('/groups', index, property, at) }, { kind: 'role', name: role, names, declaredIn: 'app/roles.json' }),
      )
    }
  })
}

/** All amounts are compared in one currency, so there is exactly one with the rate 1. */
function checkCurrencies(scope: CheckScope): void {
  const file = scope.sources.currencies
  if (!file) return
  const currencies = file.value.currencies
  const bases = currencies.filter((currency) => currency.base)
  if (bases.length !== 1) scope.report(file, { pointer: '/currencies', reason: `Exactly one currency is the base, not ${bases.length}.` })
  currencies.forEach((currency, index) => {
    const pointer = joinPointer('/currencies', index, 'rate')
    const rate = new Decimal(currency.rate)
    if (!rate.isPositive() || rate.isZero()) scope.report(file, { pointer, reason: 'The rate must be greater than 0.' })
    else if (currency.base && !rate.equals(1)) scope.report(file, { pointer, reason: 'The rate of the base currency is 1.' })
  })
}

function checkSharedPicklists(scope: CheckScope): void {
  for (const file of scope.sources.picklists.values()) {
    file.value.values.forEach((value, index) =>
      checkRoles(scope, (at) => ({ file: file as SourceFile<unknown>, pointer: joinPointer('/values', index, 'roles', at) }), value),
    )
  }
}
