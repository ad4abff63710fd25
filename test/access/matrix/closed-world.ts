import { type Action, MODULES, type Module, type World, type WorldRecord } from '../model/world.ts'

const EVERYTHING: Action[] = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge']
const NAMES = ['top', 'mid', 'low', 'side', 'dan', 'ann', 'abe', 'bob', 'cid', 'eve', 'circle', 'inner']

/** The key of a role, user or group of the closed world. */
export function keyOf(name: string): string {
  const at = NAMES.indexOf(name)
  if (at < 0) throw new Error(`Nobody is called "${name}".`)
  return `01900000-0000-7000-8001-${String(at + 1).padStart(12, '0')}`
}

/** The key of the book of somebody, of the loan of that book, or of the comment on it. */
export function recordOf(kind: 'book' | 'loan' | 'comment', owner: string): string {
  return keyOf(owner).replace('-8001-', { book: '-8002-', loan: '-8003-', comment: '-8004-' }[kind])
}

/**
 * A world in which nothing is open but what one owns and what those below own: dan leads ann and abe, who lead bob; cid stands aside,
 * eve has no role. Everybody, and the empty group circle, owns a book with a loan and a comment of eve.
 */
export function closedWorld(): World {
  const owners = ['dan', 'ann', 'abe', 'bob', 'cid', 'eve', 'circle']
  const role = (name: string, parent: string | null) => ({ id: keyOf(name), name, parent: parent === null ? null : keyOf(parent) })
  const user = (name: string, place: string | null, profile = 'plain') => ({
    id: keyOf(name),
    name,
    role: place === null ? null : keyOf(place),
    profiles: [profile],
  })
  const group = (name: string) => ({ id: keyOf(name), name, members: [], roles: [], rolesBelow: [], subgroups: [] })
  const lines = Object.fromEntries(MODULES.map((module) => [module, { actions: EVERYTHING, fields: {} }]))
  return {
    seed: 0,
    roles: [role('top', null), role('mid', 'top'), role('low', 'mid'), role('side', 'top')],
    users: [user('dan', 'top'), user('ann', 'mid', 'ann'), user('abe', 'mid'), user('bob', 'low'), user('cid', 'side'), user('eve', null)],
    groups: [group('circle'), group('inner')],
    profiles: [
      { name: 'plain', lines },
      // Ann's alone, so that it can be changed without the others.
      { name: 'ann', lines },
      { name: 'spare', lines: {} },
    ],
    organisation: { shelves: 'private', books: 'private', members: 'private', loans: 'private', comments: 'private', files: 'private' },
    rules: [],
    shares: [],
    records: [...owners.map(bookOf), ...owners.map(loanOf), ...owners.map(commentOn)],
  }
}

const token = (kind: string, owner: string) => `canary${kind}${owner}`

function made(module: Module, parts: Partial<WorldRecord> & Pick<WorldRecord, 'id' | 'owner' | 'cells'>): WorldRecord {
  return { module, choices: {}, references: {}, ...parts }
}

function bookOf(owner: string): WorldRecord {
  const cells = [
    { field: 'title', token: token('book', owner) },
    { field: 'author', token: token('author', owner) },
  ]
  return made('books', { id: recordOf('book', owner), owner: keyOf(owner), cells, choices: { genre: owner === 'cid' ? 'fiction' : 'science' } })
}

function loanOf(owner: string): WorldRecord {
  const references = { book: { module: 'books' as const, id: recordOf('book', owner) } }
  return made('loans', { id: recordOf('loan', owner), owner: keyOf(owner), cells: [{ field: 'subject', token: token('loan', owner) }], references })
}

function commentOn(owner: string): WorldRecord {
  const references = { related_to: { module: 'books' as const, id: recordOf('book', owner) } }
  return made('comments', { id: recordOf('comment', owner), owner: keyOf('eve'), cells: [{ field: 'text', token: token('comment', owner) }], references })
}
