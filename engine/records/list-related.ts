import type { Count, ListQuery, ListResult } from '../contract/api.ts'
import type { Condition } from '../contract/condition.ts'
import type { RelationModel } from '../contract/model.ts'
import { canReadRelation } from '../access/readable-path.ts'
import { notFound } from '../kernel/errors.ts'
import { findRecords } from './find.ts'
import { findRecord } from './get.ts'
import { openModuleCall, type ModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'

/** `module` and `id` name the record; the rest is a query on the module of the relation. */
export interface RelatedQuery extends ListQuery {
  id: string
  relation: string
}

/** The records that belong to a record by a reference or a link, with the attributes of the link. Rights are those of both modules. */
export async function listRelated(ctx: RecordContext, { module, id, relation: key, ...query }: RelatedQuery): Promise<ListResult> {
  const call = await openModuleCall(ctx, module, 'read')
  const relation = relationOf(call, key)
  if (!relation || !(await findRecord(call, { id, fields: [], in: 'both' }))) throw notFound()

  return findRelated(call, relation, { ...query, id })
}

/** One list of related records: a relation, and which of its records. */
export interface RelatedList {
  relation: string
  filter?: Condition
}

/** How many records several lists of one record hold, up to a cap; in their order. A list that is not there for the actor holds none. */
export async function countRelated(ctx: RecordContext, { module, id, lists }: { module: string; id: string; lists: RelatedList[] }): Promise<Count[]> {
  const call = await openModuleCall(ctx, module, 'read')
  if (!(await findRecord(call, { id, fields: [], in: 'both' }))) throw notFound()
  return Promise.all(
    lists.map(async ({ relation: key, filter }) => {
      const relation = relationOf(call, key)
      if (!relation) return { value: 0, exact: true }
      const { count } = await findRelated(call, relation, { id, filter, fields: [], limit: 1, count: 'capped' })
      return count ?? { value: 0, exact: true }
    }),
  )
}

/** The list of that name, if it is there for the actor. */
function relationOf({ access, module }: ModuleCall, key: string): RelationModel | undefined {
  return module.relations.find((relation) => relation.key === key && canReadRelation(access, relation))
}

/** The records of one relation, for a record that the caller has seen already. */
export function findRelated({ ctx }: ModuleCall, relation: RelationModel, { id, ...query }: Omit<RelatedQuery, 'module' | 'relation'>): Promise<ListResult> {
  if (relation.kind === 'reference') return findRecords(ctx, { ...query, module: relation.module, filter: pointingTo(relation, id, query.filter) })
  const link = ctx.model.modules[relation.declaredBy]?.links.find((candidate) => candidate.key === relation.link)
  if (!link) throw notFound()
  // The relation says on which side this record stands; what is listed stands on the other.
  return findRecords(ctx, { ...query, module: relation.module }, { linkedWith: { link, side: relation.side === 'left' ? 'right' : 'left', id } })
}

function pointingTo(relation: Extract<RelationModel, { kind: 'reference' }>, id: string, filter: Condition | undefined): Condition {
  const points: Condition = { field: relation.field, op: 'is', value: id }
  return filter ? { all: [points, filter] } : points
}
