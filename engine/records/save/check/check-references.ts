import { sql, type RawBuilder } from 'kysely'
import type { FieldModel, RecordAction } from '../../../contract/model.ts'
import { rightOnParent } from '../../../access/scope-rule.ts'
import { visibleRows } from '../../../query/scope/row-predicate.ts'
import { slot } from '../../../query/slots.ts'
import { tableOf } from '../../../storage/sql-names.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { runKept } from '../../call/row-predicate.ts'
import type { ModuleShape } from '../../call/module-shape.ts'
import { referredIn, type ReferredKind } from '../referred-records.ts'
import type { SaveItem } from '../save-request.ts'

/** Ids asked about, by what they point to and what the actor must be able to do with it: `read:…`, `update:…`, `principal`, `user`. */
type Asked = Map<string, Omit<Question, 'id'> & { ids: Set<string> }>

interface Question {
  kind: ReferredKind
  id: string
  action: RecordAction
}

/**
 * Every record, owner and user that a changed value points to must be there, and the actor must be able to see it: one statement for
 * the whole batch. What is not there and what may not be seen get the same answer. A record that goes through its parent is only put
 * below one that the actor may change, where that is what its module asks for. `trusted`: an owner who has left since may own it again.
 */
export async function checkReferences(call: ModuleCall, items: SaveItem[], { trusted = false }: { trusted?: boolean } = {}): Promise<void> {
  const { shape } = call
  const pointing = shape.fields.filter(({ field }) => ['reference', 'references', 'owner', 'user'].includes(field.type))
  const inBatch = new Set(items.filter((item) => item.action === 'create').map((item) => item.id))
  const isOwn = ({ kind, id }: Pointer) => typeof kind === 'object' && kind.module === shape.module.key && inBatch.has(id)
  const questionsOf = ({ kind, id, field }: Pointer): Question[] => {
    const through = field === shape.module.access.throughParent && !trusted ? rightOnParent(shape.module) : 'read'
    return [{ kind, id, action: 'read' }, ...(through === 'read' ? [] : [{ kind, id, action: through }])]
  }

  const asked: Asked = new Map()
  eachReference(pointing, items, (pointer) => {
    if (!isOwn(pointer)) for (const question of questionsOf(pointer)) ask(asked, question)
  })
  const found = await findAll(call, { asked, trusted })

  eachReference(pointing, items, (pointer) => {
    const refused = isOwn(pointer) ? undefined : questionsOf(pointer).find((question) => !found.has(`${nameOf(question)} ${question.id}`))
    const { item, field } = pointer
    if (!refused || item.problems.some((problem) => problem.field === field)) return
    item.problems.push({ field, code: refused.action === 'read' ? 'NOT_FOUND' : 'FORBIDDEN' })
  })
}

interface Pointer extends Pick<Question, 'kind' | 'id'> {
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

function ask(asked: Asked, { id, ...question }: Question): void {
  const name = nameOf(question)
  const entry = asked.get(name) ?? { ...question, ids: new Set<string>() }
  entry.ids.add(id)
  asked.set(name, entry)
}

function nameOf({ kind, action }: Omit<Question, 'id'>): string {
  return typeof kind === 'string' ? kind : `${action}:${kind.module}`
}

async function findAll(call: ModuleCall, { asked, trusted }: { asked: Asked; trusted: boolean }): Promise<Set<string>> {
  // In the order of their names: what is asked together again is the same statement.
  const kinds = [...asked].filter(([, { kind }]) => isLookedUp(call, kind)).toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (kinds.length === 0) return new Set()
  const rows = await runKept(call, {
    kind: ['references', trusted, kinds.map(([name]) => name)],
    reach: kinds.flatMap(([, { kind, action }]) => (typeof kind === 'object' ? [[kind.module, action] as const] : [])),
    make: () =>
      sql<{ kind: string; id: string }>`${sql.join(
        kinds.map(([, question]) => findPart(call, { ...question, trusted })),
        sql` union all `,
      )}`,
    values: { idsByKind: new Map(kinds.map(([name, { ids }]) => [name, [...ids]])) },
  })
  return new Set(rows.map((row) => `${row.kind} ${row.id}`))
}

/** Files are checked where they are attached. */
function isLookedUp({ ctx }: ModuleCall, kind: ReferredKind): boolean {
  return typeof kind === 'object' ? Object.hasOwn(ctx.model.modules, kind.module) : kind !== 'file'
}

function findPart(call: ModuleCall, { kind, action, trusted }: Omit<Question, 'id'> & { trusted: boolean }): RawBuilder<unknown> {
  const name = nameOf({ kind, action })
  const label = sql`${sql.lit(name)}::text as kind`
  const ids = sql`${slot((run) => run.idsByKind.get(name) ?? [])}::uuid[]`
  if (kind === 'principal') return sql`select ${label}, p.id from app.principal p where p.id = any(${ids})${trusted ? sql`` : sql` and p.active`}`
  // Naming a colleague needs no right to their user record.
  if (typeof kind !== 'object') return sql`select ${label}, u.id from ${tableOf('users')} u where u.id = any(${ids}) and u.deleted_at is null`
  return sql`select ${label}, r.id from ${tableOf(kind.module)} r where r.id = any(${ids})
    and ${visibleRows(call.scope, { module: kind.module, alias: 'r', action })}`
}
