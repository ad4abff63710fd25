import type { FieldValue, Values } from '../../contract/api.ts'
import type { Model } from '../../contract/model.ts'

/** A value that is the id of another stock record, named by its code. */
export interface StockReference {
  code: string
}
export interface StockReferences {
  codes: string[]
}

export interface StockRecord {
  code: string
  values: Record<string, FieldValue | StockReference | StockReferences>
}

/** Stock records of one module; those that others refer to stand before them. */
export interface StockSet {
  module: string
  records: StockRecord[]
}

/** The records that the metadata of an installation names, as values of the system modules. */
export function stockRecords(model: Model): StockSet[] {
  return [
    {
      module: 'profiles',
      records: model.profiles.map(({ key, label, description, viewAll, modifyAll, admin }) =>
        stock(key, { name: label.en, description: description?.en ?? null, view_all: viewAll ?? false, modify_all: modifyAll ?? false, admin: admin ?? false }),
      ),
    },
    {
      module: 'roles',
      records: parentsFirst(model.roles).map(({ key, label, parent, profiles }) => {
        const plain = stock(key, { name: label.en })
        return { ...plain, values: { ...plain.values, profiles: { codes: profiles }, ...(parent !== undefined && { parent: { code: parent } }) } }
      }),
    },
    { module: 'groups', records: model.groups.map(({ key, label }) => stock(key, { name: label.en })) },
    {
      module: 'currencies',
      records: model.currencies.map(({ key, label, symbol, decimals, rate, base }) =>
        stock(key, { name: label.en, symbol, decimals: String(decimals), rate, base }),
      ),
    },
    { module: 'taxes', records: model.taxes.map(({ key, label, rate, appliesTo }) => stock(key, { name: label.en, rate, applies_to: appliesTo })) },
  ]
}

function stock(code: string, values: Values): StockRecord {
  return { code, values: { code, ...values } }
}

/** A parent may stand anywhere in the file, but its record must be there first. */
function parentsFirst<T extends { key: string; parent?: string }>(roles: T[]): T[] {
  const sorted: T[] = []
  const add = (role: T, seen: Set<string>): void => {
    if (sorted.includes(role) || seen.has(role.key)) return
    const parent = roles.find((other) => other.key === role.parent)
    if (parent) add(parent, new Set([...seen, role.key]))
    sorted.push(role)
  }
  for (const role of roles) add(role, new Set())
  return sorted
}
