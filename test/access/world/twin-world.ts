import { may, maySee } from '../model/may.ts'
import type { Cell, User, World, WorldRecord } from '../model/world.ts'
import { isNumber } from './generate-records.ts'

/** A world that differs from another only in what a user may not see: every hidden value is another one, and there are more hidden records. */
export function twinWorld(world: World, user: User): World {
  const records = world.records.map((record) => ({
    ...record,
    cells: record.cells.map((cell) => (maySee(world, user, { record, cell }) ? cell : otherCell(cell))),
  }))
  const hidden = world.records.filter((record) => ['shelves', 'books', 'members'].includes(record.module) && !may(world, user, { record, action: 'read' }))
  return { ...world, records: [...records, ...hidden.slice(0, 5).map(copyOf)] }
}

/** The user who sees the most even part of the values: nearest to half of them. */
export function halfBlindUser(world: World): User {
  const cells = world.records.flatMap((record) => record.cells.map((cell) => ({ record, cell })))
  const distance = (user: User) => Math.abs(cells.filter((place) => maySee(world, user, place)).length / cells.length - 0.5)
  const [user] = [...world.users].sort((one, other) => distance(one) - distance(other))
  if (!user) throw new Error('The world has no users.')
  return user
}

function copyOf(record: WorldRecord, index: number): WorldRecord {
  const id = record.id.replace('-8000-', '-8009-')
  const cells = record.cells.map((cell) => ({ ...cell, token: isNumber(cell.field) ? `${index + 1}00${cell.token.slice(3)}` : `${cell.token}copy` }))
  return { ...record, id, deleted: false, cells: cells.filter(({ former }) => !former) }
}

/** As long, and just as unique: turned round. */
function otherCell(cell: Cell): Cell {
  const head = isNumber(cell.field) ? '9' : 'zq'
  return { ...cell, token: `${head}${cell.token.slice(head.length).split('').toReversed().join('')}` }
}
