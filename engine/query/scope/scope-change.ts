import { sql, type RawBuilder } from 'kysely'
import type { Model } from '../../contract/model.ts'
import type { RowScope } from '../../contract/row-scope.ts'
import type { Context } from '../../storage/context.ts'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { nameColumn } from '../columns/label-column.ts'
import { queryScopeOf, type QueryRights, type QueryScope } from '../query-scope.ts'
import { runOf, statementOf } from '../slots.ts'
import { andScope } from './row-predicate.ts'
import { grantsOf, scopeShape } from './scope-shape.ts'

/** Which records of each module somebody may read. */
export type ReadScopes = (module: string) => RowScope

/** What somebody may read before and after a change of rights. */
export interface RowChange {
  before: ReadScopes
  after: ReadScopes
}

const ALIAS = 't'
const MOST_SAMPLES = 3

/** Whether a change of rights may bring records of a module in sight or take them out of it; each module is looked at once. */
export function changedModules(model: Model, { before, after }: RowChange): (module: string) => boolean {
  const known = new Map<string, boolean>()
  const isChanged = (module: string): boolean => {
    const found = known.get(module)
    if (found !== undefined) return found
    const changed = differ(before(module), after(module)) || parentsOf(model, after(module), module).some(isChanged)
    known.set(module, changed)
    return changed
  }
  return isChanged
}

function differ(before: RowScope, after: RowScope): boolean {
  return before.kind !== after.kind || scopeShape(before) !== scopeShape(after) || idsOf(before) !== idsOf(after)
}

/** The modules that decide on the records of one that goes through its parent. */
function parentsOf(model: Model, scope: RowScope, module: string): readonly string[] {
  if (scope.kind !== 'parent') return []
  return model.modules[module]?.fields.find(({ key }) => key === scope.field)?.to ?? []
}

const texts = new WeakMap<readonly string[], string>()

/** The ids of a scope as one text; those of owners are shared by the modules of an actor, and joined once. */
function idsOf(scope: RowScope): string {
  if (scope.kind === 'parent') return idsOf(scope.alone)
  if (scope.kind !== 'owners') return ''
  const known = texts.get(scope.owners) ?? scope.owners.toSorted().join()
  texts.set(scope.owners, known)
  return (
    known +
    grantsOf(scope)
      .map((grant) => JSON.stringify(grant))
      .join('')
  )
}

/** How many live records of a module each principal owns. */
export async function countByOwner({ database }: Context, module: string): Promise<Map<string, number>> {
  const rows = await database.query<{ owner: string; count: string }>(sql`
    select t.owner, count(*) as count from ${tableOf(module)} t where t.deleted_at is null group by t.owner`)
  return new Map(rows.map(({ owner, count }) => [owner, Number(count)]))
}

interface Sized {
  module: string
  change: RowChange
  /** See {@link countByOwner}. */
  owners: ReadonlyMap<string, number>
}

/** How many records come in sight and how many go out of it. Where owners decide alone, nothing is asked. */
export async function sizeOfChange(ctx: Context, { module, change, owners }: Sized): Promise<{ gained: number; lost: number }> {
  const [before, after] = [change.before(module), change.after(module)]
  if (isByOwner(before) && isByOwner(after)) return sizeByOwner({ before, after }, owners)
  const { scope, rights } = scopeOfChange(ctx, change)
  const [row] = await ctx.database.query<{ gained: string; lost: string }>(
    statementOf(
      sql`select count(*) filter (where a.now_seen and not a.was_seen) as gained, count(*) filter (where a.was_seen and not a.now_seen) as lost from (${seenRows(scope, module)}) as a`,
      runOf(ctx, rights),
    ),
  )
  return { gained: Number(row?.gained ?? 0), lost: Number(row?.lost ?? 0) }
}

function isByOwner(scope: RowScope): boolean {
  return scope.kind !== 'parent' && grantsOf(scope).length === 0
}

function sizeByOwner({ before, after }: { before: RowScope; after: RowScope }, owners: ReadonlyMap<string, number>): { gained: number; lost: number } {
  const [was, is] = [testOf(before), testOf(after)]
  let [gained, lost] = [0, 0]
  for (const [owner, count] of owners) {
    if (is(owner) && !was(owner)) gained += count
    if (was(owner) && !is(owner)) lost += count
  }
  return { gained, lost }
}

function testOf(scope: RowScope): (owner: string) => boolean {
  if (scope.kind !== 'owners') return () => scope.kind === 'all'
  const owners = new Set(scope.owners)
  return (owner) => owners.has(owner)
}

/** A few of the records that come in sight or go out of it, the newest first. */
export async function sampleChanges(
  ctx: Context,
  { module, change }: Omit<Sized, 'owners'>,
): Promise<{ id: string; label: string; change: 'gained' | 'lost' }[]> {
  const { scope, rights } = scopeOfChange(ctx, change)
  const rows = await ctx.database.query<{ id: string; label: string | null; now_seen: boolean }>(
    statementOf(
      sql`select a.id, a.label, a.now_seen from (${seenRows(scope, module)}) as a where a.now_seen <> a.was_seen order by a.id desc limit ${sql.raw(String(MOST_SAMPLES))}`,
      runOf(ctx, rights),
    ),
  )
  return rows.map(({ id, label, now_seen }) => ({ id, label: label ?? '', change: now_seen ? 'gained' : 'lost' }))
}

function seenRows(scope: QueryScope, module: string): RawBuilder<unknown> {
  const label = nameColumn(scope, module)?.(ALIAS) ?? sql`null::text`
  const seen = (action: 'read' | 'update') => sql`(true${andScope(scope, { module, alias: ALIAS, action })}) is true`
  const columns = sql`${columnOf('id', ALIAS)} as id, ${label} as label, ${seen('read')} as now_seen, ${seen('update')} as was_seen`
  return sql`select ${columns} from ${tableOf(module)} as ${sql.id(ALIAS)} where ${columnOf('deleted_at', ALIAS)} is null`
}

/** Both states in one statement: what is read is the one after, what is updated the one before; parents are asked for in the same state. */
function scopeOfChange(ctx: Context, { before, after }: RowChange): { scope: QueryScope; rights: QueryRights } {
  const rights: QueryRights = {
    key: 'change',
    canRead: () => true,
    rowScope: (key, action) => (action === 'update' ? throughUpdate(before(key)) : after(key)),
    team: [],
  }
  return { scope: queryScopeOf(ctx, rights), rights }
}

function throughUpdate(scope: RowScope): RowScope {
  return scope.kind === 'parent' ? { ...scope, action: 'update' } : scope
}
