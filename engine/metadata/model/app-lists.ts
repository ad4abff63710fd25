import type { AreaModel, CurrencyModel, GroupModel, ModuleModel, PicklistModel, ProfileModel, RoleModel, TaxModel } from '../../contract/model.ts'
import type { Sources } from '../layers/sources.ts'

const LAST = Number.MAX_SAFE_INTEGER

export function picklistsOf(sources: Sources): Record<string, PicklistModel> {
  return Object.fromEntries(
    [...sources.picklists].map(([key, { value }]) => {
      const { $schema: _schema, ...picklist } = value
      return [key, { key, ...picklist }]
    }),
  )
}

/** The areas of the menu; in each the modules that it lists, then those that name it themselves, by their `order`. */
export function areasOf(sources: Sources, modules: Record<string, ModuleModel>): AreaModel[] {
  const areas = sources.menu?.value.areas ?? []
  const listed = new Set(areas.flatMap((area) => area.modules ?? []))
  const rest = Object.values(modules)
    .filter((module) => !listed.has(module.key))
    .toSorted((a, b) => (a.order ?? LAST) - (b.order ?? LAST))
  return areas
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ key, label, icon = 'folder', modules: named = [] }) => ({
      key,
      label,
      icon,
      modules: [...named.filter((name) => name in modules), ...rest.filter((module) => module.area === key).map((module) => module.key)],
    }))
}

export function currenciesOf(sources: Sources): CurrencyModel[] {
  return (sources.currencies?.value.currencies ?? []).map((currency) => ({ ...currency, decimals: currency.decimals ?? 2, base: currency.base ?? false }))
}

export function rolesOf(sources: Sources): RoleModel[] {
  return (sources.roles?.value.roles ?? []).map((role) => ({ ...role, profiles: role.profiles ?? [] }))
}

export function profilesOf(sources: Sources): ProfileModel[] {
  return (sources.profiles?.value.profiles ?? []).map((profile) => ({ ...profile, defaults: profile.defaults ?? [] }))
}

export function groupsOf(sources: Sources): GroupModel[] {
  return sources.groups?.value.groups ?? []
}

export function taxesOf(sources: Sources): TaxModel[] {
  return sources.taxes?.value.taxes ?? []
}
