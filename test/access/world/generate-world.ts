import {
  type Action,
  type Group,
  type Line,
  MODULES,
  type Module,
  type Profile,
  type Role,
  type Rule,
  type Share,
  type User,
  type World,
} from '../model/world.ts'
import { generateRecords } from './generate-records.ts'
import type { Making } from './making.ts'
import { createRandom, type Random } from './random.ts'

const ORGANISATIONS = ['private', 'private', 'public_read', 'public_read_write'] as const
const ACTIONS: Action[] = ['create', 'update', 'delete', 'import', 'export', 'merge']
/** Fields that a profile may hide or lock; the rest is needed to make records. */
const GUARDED: Record<Module, string[]> = {
  shelves: ['name'],
  books: ['title', 'author', 'summary', 'price', 'keywords'],
  members: ['email', 'home'],
  loans: ['fee', 'subject'],
  comments: [],
  files: ['description'],
}

/** A world of eight users, five roles, four profiles and three groups, the same for the same seed. */
export function generateWorld(seed: number): World {
  const random = createRandom(seed)
  let made = 0
  // Other keys in every world: one process may run several, one after another.
  const prefix = `0190${(seed >>> 16).toString(16).padStart(4, '0')}-${(seed & 0xffff).toString(16).padStart(4, '0')}`
  const making: Making = { random, id: () => `${prefix}-7000-8000-${String((made += 1)).padStart(12, '0')}` }
  const roles = rolesOf(making)
  const users = usersOf(making, roles)
  const groups = groupsOf(making, { roles, users })
  const organisation = Object.fromEntries(MODULES.map((module) => [module, random.pick(ORGANISATIONS)])) as World['organisation']
  const people = { roles, users, groups }
  // Through the parent: what is open, and what is not, is the same in all installations.
  const world: World = {
    seed,
    ...people,
    organisation: { ...organisation, comments: 'private', files: 'private' },
    profiles: profilesOf(random),
    rules: [],
    shares: [],
    records: [],
  }
  world.records = generateRecords(making, world)
  world.rules = rulesOf(making, world)
  world.shares = sharesOf(making, world)
  return world
}

/** top > (left > leaf, right), and one that stands alone. */
function rolesOf({ id }: Making): Role[] {
  const [top, left, right, leaf, alone] = [id(), id(), id(), id(), id()]
  return [
    { id: top, name: 'top', parent: null },
    { id: left, name: 'left', parent: top },
    { id: right, name: 'right', parent: top },
    { id: leaf, name: 'leaf', parent: left },
    { id: alone, name: 'alone', parent: null },
  ]
}

function usersOf({ random, id }: Making, roles: Role[]): User[] {
  const role = (index: number) => roles[index]?.id ?? null
  const places = [role(0), role(1), role(2), role(3), role(3), role(4), null, role(2)]
  return places.map((place, index) => ({
    id: id(),
    name: `user${index}`,
    role: place,
    profiles: [...new Set([`profile${index % 4}`, ...random.some(['profile0', 'profile1'], 0.2)])],
  }))
}

function groupsOf({ random, id }: Making, { roles, users }: { roles: Role[]; users: User[] }): Group[] {
  const ids = [id(), id(), id()]
  const someOf = (items: { id: string }[], probability: number) => random.some(items, probability).map((item) => item.id)
  return ids.map((key, index) => ({
    id: key,
    name: `group${index}`,
    members: someOf(users, 0.2),
    roles: someOf(roles, 0.1),
    rolesBelow: someOf(roles.slice(1), 0.1),
    // The last one holds the first one: a circle.
    subgroups: random.chance(0.5) ? [ids[(index + 1) % 3] ?? ''] : [],
  }))
}

function profilesOf(random: Random): Profile[] {
  return Array.from({ length: 4 }, (_, index) => ({
    name: `profile${index}`,
    ...(index === 3 && { viewAll: random.chance(0.3) }),
    lines: Object.fromEntries(MODULES.map((module) => [module, lineOf(random, module)])),
  }))
}

function lineOf(random: Random, module: Module): Line {
  const rights = random.some(GUARDED[module], 0.35).map((field) => [field, random.chance(0.75) ? 'hidden' : 'read'] as const)
  const actions: Action[] = random.chance(0.93) ? ['read', ...random.some(ACTIONS, 0.6)] : []
  return { actions, fields: Object.fromEntries(rights), ...(random.chance(0.05) && { viewAll: true }), ...(random.chance(0.03) && { modifyAll: true }) }
}

function rulesOf({ random }: Making, { roles, groups }: World): Rule[] {
  const side = (): Rule['to'] => {
    const kind = random.pick(['role', 'role_and_below', 'group'] as const)
    return { kind, id: random.pick<{ id: string }>(kind === 'group' ? groups : roles).id }
  }
  return Array.from({ length: 5 }, (_, index): Rule => {
    const module = random.pick(['shelves', 'books', 'books', 'members', 'loans'] as const)
    const condition = conditionOf(random, module)
    return {
      name: `rule${index}`,
      module,
      from: condition && random.chance(0.5) ? condition : side(),
      to: side(),
      access: random.pick(['read', 'write'] as const),
      related: module === 'loans' || module === 'shelves' || random.chance(0.5) ? [] : ['loans'],
    }
  })
}

function conditionOf(random: Random, module: Module): Rule['from'] | null {
  if (module === 'books') return { kind: 'condition', field: 'genre', value: random.pick(['fiction', 'science', 'children']) }
  return module === 'loans' ? { kind: 'condition', field: 'status', value: random.pick(['open', 'returned']) } : null
}

function sharesOf({ random }: Making, { users, groups, records }: World): Share[] {
  const shared = random.some(
    records.filter(({ module, deleted }) => !deleted && module !== 'comments' && module !== 'files'),
    0.2,
  )
  return shared.map(({ id }) => ({
    record: id,
    principal: random.pick<{ id: string }>([...users, ...groups]).id,
    access: random.pick(['read', 'write'] as const),
  }))
}
