import type { Cell, Module, World, WorldRecord } from '../model/world.ts'
import type { Making } from './making.ts'

/** How many records of a module a world has. */
const COUNT: [module: Module, count: number][] = [
  ['shelves', 4],
  ['books', 10],
  ['members', 8],
  ['loans', 10],
  ['comments', 6],
  ['files', 4],
]
const FIELDS: Record<Module, string[]> = {
  shelves: ['name'],
  books: ['title', 'author', 'summary', 'keywords', 'price'],
  members: ['name', 'email', 'home'],
  loans: ['subject', 'fee'],
  comments: ['text'],
  files: ['name', 'description', 'file'],
}
const NUMBERS = new Set(['price', 'fee'])

/** Fields whose values are numbers: their tokens are digits. */
export function isNumber(field: string): boolean {
  return NUMBERS.has(field)
}

/** Records of every module, in an order in which references point backwards. */
export function generateRecords(making: Making, world: World): WorldRecord[] {
  const records: WorldRecord[] = []
  for (const [module, count] of COUNT) {
    for (let index = 0; index < count; index += 1) records.push(recordOf(making, world, { module, records }))
  }
  const referred = new Set(records.flatMap(({ references }) => Object.values(references).map(({ id }) => id)))
  const free = records.filter(({ id, module }) => !referred.has(id) && (module === 'loans' || module === 'members'))
  for (const record of making.random.some(free, 0.3)) record.deleted = true
  return records
}

function recordOf({ random, id }: Making, { users, groups }: World, { module, records }: { module: Module; records: WorldRecord[] }): WorldRecord {
  const anyOf = (...modules: Module[]) => random.pick(records.filter((other) => modules.includes(other.module)))
  const to = (...modules: Module[]) => {
    const { id: target, module: of } = anyOf(...modules)
    return { id: target, module: of }
  }
  const references: Record<Module, () => WorldRecord['references']> = {
    shelves: () => ({}),
    books: () => ({ shelf: to('shelves') }),
    members: () => ({}),
    loans: () => ({ book: to('books'), member: to('members'), ...(random.chance(0.3) && { instead_of: to('books', 'members') }) }),
    comments: () => ({ related_to: to('books', 'members', 'loans') }),
    files: () => ({ related_to: to('books') }),
  }
  const choices: Partial<Record<Module, Record<string, string>>> = {
    books: { genre: random.pick(['fiction', 'science', 'children']) },
    loans: { status: random.pick(['open', 'returned']) },
  }
  const cells: Cell[] = FIELDS[module].map((field) => ({ field, token: isNumber(field) ? random.digits() : random.word() }))
  // Every other book had another author before.
  if (module === 'books' && random.chance(0.5)) cells.push({ field: 'author', token: random.word(), former: true })
  return { id: id(), module, owner: ownerOf(random, { users, groups }), cells, choices: choices[module] ?? {}, references: references[module]() }
}

function ownerOf(random: Making['random'], { users, groups }: Pick<World, 'users' | 'groups'>): string {
  if (random.chance(0.1)) return 'admin'
  return random.pick<{ id: string }>(random.chance(0.2) ? groups : users).id
}
