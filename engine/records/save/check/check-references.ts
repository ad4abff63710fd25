import { sql, type RawBuilder } from 'kysely'
import type { FieldModel } from '../../../contract/model.ts'
import { visibleRows } from '../../../query/scope/row-predicate.ts'
import { tableOf } from '../../../storage/sql-names.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { runStatement } from '../../call/row-predicate.ts'
import type { ModuleShape } from '../../call/module-shape.ts'
import { referredIn, type ReferredKind } from '../referred-records.ts'
import type { SaveItem } from '../save-request.ts'

/** Ids asked about, by what they point to: `module:…`, `principal`, `user`. */
type Asked = Map<string, { kind: ReferredKind; ids: Set<string> }>

/**
 * Every record, owner and user that a changed value points to must be there, and the actor must be able to see it: one statement for
 * the whole batch. What is not there and what may not be seen get the same answer.
 */
export async function checkReferences(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const { shape } = call
  const pointing = shape.fields.filter(({ field }) => ['reference', 'references', 'owner', 'user'].includes(field.type))
  const inBatch = new Set(items.filter((item) => item.action === 'create').map((item) => item.id))
  const isOwn = (kind: ReferredKind, id: string) => typeof kind === 'object' && kind.module === shape.module.key && inBatch.has(id)

  const asked: Asked = new Map()
  eachReference(pointing, items, ({ kind, id }) => {
    if (!isOwn(kind, id)) ask(asked, kind, id)
  })
  const found = await findAll(call, asked)

  eachReference(pointing, items, ({ kind, id, item, field }) => {
    if (isOwn(kind, id) || found.has(`${nameOf(kind)} ${id}`)) return
    if (!item.problems.some((problem) => problem.field === field)) item.problems.push({ field, code: 'NOT_FOUND' })
  })
}

interface Pointer {
  kind: ReferredKind
  id: string
  item: SaveItem
  field: string
}

function eachReference(fields: ModuleShape['fields'], items: SaveItem[], visit: (pointer: Pointer) => void): void {
  for (const item of items) {
    for (const { field } of fields) {
      if (item.changed.has(field.key)) newReferences(field, item).forEach(visit)
    }
  }
}

/** What stood there already stays allowed, seen or not: adding to a list does not need a right to all of it. */
function newReferences(field: FieldModel, item: SaveItem): Pointer[] {
  const before = new Set(referredIn(field, item.before?.[field.key] ?? null).map(({ id }) => id))
  const now = referredIn(field, item.values[field.key] ?? null)
  return now.filter(({ id }) => !before.has(id)).map(({ kind, id }) => ({ kind, id, item, field: field.key }))
}

function ask(asked: Asked, kind: ReferredKind, id: string): void {
  const name = nameOf(kind)
  const entry = asked.get(name) ?? { kind, ids: new Set<string>() }
  entry.ids.add(id)
  asked.set(name, entry)
}

function nameOf(kind: ReferredKind): string {
  return typeof kind === 'string' ? kind : `module:${kind.module}`
}

async function findAll(call: ModuleCall, asked: Asked): Promise<Set<string>> {
  const parts = [...asked].flatMap(([name, { kind, ids }]) => findPart(call, { name, kind, ids: [...ids] }) ?? [])
  if (parts.length === 0) return new Set()
  const rows = await runStatement(call, sql<{ kind: string; id: string }>`${sql.join(parts, sql` union all `)}`)
  return new Set(rows.map((row) => `${row.kind} ${row.id}`))
}

function findPart(call: ModuleCall, { name, kind, ids }: { name: string; kind: ReferredKind; ids: string[] }): RawBuilder<unknown> | null {
  if (kind === 'principal') return sql`select ${name}::text as kind, p.id from app.principal p where p.id = any(${ids}::uuid[]) and p.active`
  // Naming a colleague needs no right to their user record.
  if (kind === 'user') return sql`select ${name}::text as kind, u.id from ${tableOf('users')} u where u.id = any(${ids}::uuid[]) and u.deleted_at is null`
  if (kind === 'file') return null
  const module = call.ctx.model.modules[kind.module]
  if (!module) return null
  return sql`select ${name}::text as kind, r.id from ${tableOf(module.key)} r where r.id = any(${ids}::uuid[])
    and ${visibleRows(call.scope, { module: module.key, alias: 'r', action: 'read' })}`
}
