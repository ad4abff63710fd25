import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Action = 'read' | 'create' | 'update' | 'delete' | 'import' | 'export'
type FieldRight = 'hidden' | 'read' | 'write'

/** Who somebody is, as far as rights go. */
export interface Person {
  name: string
  admin?: boolean
  role: string | null
  /** Own profiles; those of the role come on top. */
  profiles: string[]
}

interface Line {
  actions: Action[]
  fields?: Record<string, FieldRight>
}
interface AccessFile {
  organisation: string
  profiles: Record<string, Line>
}

/** What the rights of a folder of metadata say, read off its files a second time: small, without SQL and without the engine. */
export interface RightsModel {
  allows(person: Person, module: string, action: Action): boolean
  /** Whether the person may do this with a record of an owner. */
  reaches(person: Person, module: string, question: { action: Action; owner: Person }): boolean
  isHidden(person: Person, module: string, field: string): boolean
}

const OPEN: Record<string, Action[]> = {
  private: [],
  public_read: ['read', 'export'],
  public_read_write: ['read', 'export', 'update', 'import'],
  public_delete: ['read', 'export', 'update', 'import', 'delete'],
}

/** A module without access.json is private, and every profile has its defaults. */
export function readRights(folder: string): RightsModel {
  const { profiles } = read<{ profiles: { key: string; defaults: Action[] }[] }>(path.join(folder, 'app', 'profiles.json'))
  const { roles } = read<{ roles: { key: string; parent?: string; profiles: string[] }[] }>(path.join(folder, 'app', 'roles.json'))
  const accessOf = (module: string): AccessFile => {
    const file = path.join(folder, 'modules', module, 'access.json')
    return existsSync(file) ? read<AccessFile>(file) : { organisation: 'private', profiles: {} }
  }

  const linesOf = (person: Person, module: string): Line[] => {
    const lines = accessOf(module).profiles
    const ofRole = roles.find((role) => role.key === person.role)?.profiles ?? []
    const own = profiles.filter(({ key }) => [...person.profiles, ...ofRole].includes(key))
    return own.map(({ key, defaults }) => lines[key] ?? lines['*'] ?? { actions: defaults })
  }
  const isBelow = (role: string | null, above: string | null): boolean => {
    const parent = roles.find((other) => other.key === role)?.parent ?? null
    return above !== null && parent !== null && (parent === above || isBelow(parent, above))
  }
  const allows: RightsModel['allows'] = (person, module, action) =>
    person.admin === true || linesOf(person, module).some((line) => line.actions.includes(action))

  return {
    allows,
    reaches(person, module, { action, owner }) {
      if (!allows(person, module, action)) return false
      if (person.admin || OPEN[accessOf(module).organisation]?.includes(action)) return true
      return owner.name === person.name || isBelow(owner.role, person.role)
    },
    isHidden(person, module, field) {
      if (person.admin) return false
      return !linesOf(person, module).some((line) => line.actions.includes('read') && line.fields?.[field] !== 'hidden')
    },
  }
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
