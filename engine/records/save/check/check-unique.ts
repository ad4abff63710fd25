import { sql } from 'kysely'
import { comparable } from '../../../storage/ddl/comparable.ts'
import { tableOf } from '../../../storage/sql-names.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { isBlank, type BatchItem } from '../../hooks-batch.ts'
import { cellsOf, type FieldShape } from '../../call/module-shape.ts'

/**
 * A changed value of a unique field must stand in no other live record and nowhere else in the batch. The unique index has the
 * last word when two saves race; this check is there to name all problems together.
 */
export async function checkUnique(call: ModuleCall, items: BatchItem[]): Promise<void> {
  for (const target of call.shape.fields.filter(({ field }) => field.unique && field.type !== 'auto_number')) {
    const affected = items.filter((item) => item.changed.has(target.field.key) && !isBlank(item.values[target.field.key]))
    if (affected.length > 0) await checkField(call, target, affected)
  }
}

async function checkField(call: ModuleCall, target: FieldShape, items: BatchItem[]): Promise<void> {
  const index = target.columns.findIndex((column) => column.name === target.field.key + (target.type.compareSuffix ?? ''))
  const column = target.columns[index]
  if (!column) return
  const keyOf = (item: BatchItem) => folded(target, String(cellsOf(target, item.values)[index]))
  const holders = await holdersOf(call, { target, column, keys: items.map(keyOf) })

  for (const item of items) {
    const others = holders.get(keyOf(item)) ?? new Set()
    if ([...others].some((id) => id !== item.id)) item.problems.push({ field: target.field.key, code: 'UNIQUE' })
    holders.set(keyOf(item), others.add(item.id))
  }
}

/** `Admin` and `admin` are one user name, and one e-mail address: texts are compared without regard to case. */
function folded({ type }: FieldShape, key: string): string {
  return type.family === 'text' ? key.toLowerCase() : key
}

interface Question {
  target: FieldShape
  column: { name: string; type: string }
  keys: string[]
}

async function holdersOf({ ctx, shape }: ModuleCall, { target, column, keys }: Question): Promise<Map<string, Set<string>>> {
  const stored = sql.id('t', column.name)
  const isEqual = target.type.family === 'text' ? sql`${comparable(stored, 'lower')} = asked.key` : sql`${stored} = asked.key::${sql.raw(column.type)}`
  const rows = await ctx.database.query<{ id: string; key: string }>(sql<{ id: string; key: string }>`
    select t.id, asked.key from unnest(${[...new Set(keys)]}::text[]) as asked(key)
    join ${tableOf(shape.module.key)} t on ${isEqual} and t.deleted_at is null`)
  const holders = new Map<string, Set<string>>()
  for (const { id, key } of rows) holders.set(key, (holders.get(key) ?? new Set()).add(id))
  return holders
}
