import type { ListQuery } from '../../contract/api.ts'
import type { Condition, Sort } from '../../contract/condition.ts'
import type { Access } from '../../access/compile-access.ts'
import type { ModuleModel, ViewModel } from '../../contract/model.ts'
import { canReadPath } from '../../access/readable-path.ts'
import { notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import type { ListInput } from '../../query/find-records.ts'
import { listUserViews } from '../../storage/user-views.ts'
import type { ModuleCall } from '../call/module-call.ts'

type ViewParts = Partial<Pick<ViewModel, 'columns' | 'filter' | 'sort'>>

/** Merges the view that a query names into it: its filter is added, its sort and columns stand where the query names none. */
export async function applyView(call: ModuleCall, query: ListQuery): Promise<ListInput> {
  const view = query.view === undefined ? {} : await viewOf(call, query.view)
  const { view: _view, ...rest } = query
  const fields = query.fields ?? readable(call, view.columns) ?? readableFields(call)
  return { ...rest, filter: bothOf(view.filter, query.filter), sort: query.sort ?? sortsOf(call, view.sort), fields: [...new Set(fields)] }
}

const known = new WeakMap<Access, WeakMap<ModuleModel, readonly string[]>>()

/** All fields of the module that the actor may read; worked out once for as long as the rights stand. */
export function readableFields({ access, module }: ModuleCall): readonly string[] {
  const ofAccess = known.get(access) ?? new WeakMap<ModuleModel, readonly string[]>()
  known.set(access, ofAccess)
  const fields = ofAccess.get(module) ?? module.fields.map((field) => field.key).filter((key) => access.canRead(module.key, key))
  ofAccess.set(module, fields)
  return fields
}

async function viewOf(call: ModuleCall, name: string): Promise<ViewParts> {
  const stock = call.module.views.find((view) => view.key === name)
  if (stock) return stock
  const { ctx, module } = call
  if (!isId(name) || ctx.actor.userId === null) throw notFound()
  const { userId, roleId, groupIds } = ctx.actor
  const views = await listUserViews(ctx.database, { reader: { userId, roleId, groupIds }, module: module.key })
  const saved = views.find((view) => view.id === name)
  if (!saved) throw notFound()
  return saved.definition
}

/** A column of a view that somebody else made may be hidden from this actor: it is left out. So is an order by what is hidden. */
function readable({ ctx, access, module }: ModuleCall, columns: string[] | undefined): string[] | undefined {
  return columns?.filter((path) => canReadPath(ctx.model, access, { module: module.key, path }))
}

function sortsOf(call: ModuleCall, sort: Sort[] | undefined): Sort[] | undefined {
  return sort?.filter(({ field }) => readable(call, [field])?.length === 1)
}

function bothOf(one: Condition | undefined, other: Condition | undefined): Condition | undefined {
  if (!one || !other) return one ?? other
  return { all: [one, other] }
}
