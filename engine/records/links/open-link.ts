import type { LinkModel, RelationModel } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import { RIGHTS_MODULES } from '../../contract/system-modules.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import { moduleCallOf, openModuleCall, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { fieldShapes, type FieldShape } from '../call/module-shape.ts'
import { loadStored, type StoredRecord } from '../save/load-stored.ts'

export interface LinkInput {
  module: string
  id: string
  /** The key of the relation, as the module of `id` sees it. */
  link: string
  /** The record on the other side. */
  other: string
  /** It follows from something that was allowed (a merge, or its undo): nobody's rights are asked again. */
  trusted?: boolean
}

export type LinkRelation = Extract<RelationModel, { kind: 'link' }>

/** A link between two records, seen from one of them. */
export interface OpenLink {
  call: ModuleCall
  /** The same call, about the module of the other record. */
  there: ModuleCall
  link: LinkModel
  relation: LinkRelation
  /** The key of the same link as the other side sees it. */
  inverseKey: string
  fields: FieldShape[]
  /** Ids in the columns of the link's table. */
  left: string
  right: string
}

/**
 * Finds a link and both records. A link shows on both of them, so the actor must see both and may change at least one:
 * like a reference, which needs a right to the record that holds it; where the link gives rights, that one. NOT_FOUND, or FORBIDDEN where only the right to change is missing.
 */
export async function openLink(ctx: RecordContext, input: LinkInput): Promise<OpenLink> {
  const call = input.trusted ? await trustedCall(ctx, input.module) : await openModuleCall(ctx, input.module, 'read')
  const { relation, link, there } = findLink(call, input)
  const isLeft = relation.side === 'left'
  const holder = isOfRights(link) ? (isLeft ? 'here' : 'there') : 'either'
  if (!input.trusted) await refuseForeign(call, there, { ...input, holder })

  return {
    call,
    there,
    link,
    relation,
    inverseKey: isLeft ? link.inverse : link.key,
    fields: fieldShapes(ctx, link.fields),
    left: isLeft ? input.id : input.other,
    right: isLeft ? input.other : input.id,
  }
}

async function trustedCall(ctx: RecordContext, key: string): Promise<ModuleCall> {
  const module = ctx.model.modules[key]
  if (!module) throw notFound()
  return moduleCallOf(ctx, { access: await accessOf(ctx), module })
}

/** Who is in a group, and so sees what it sees, is for who may change the group: not for who may change the user. */
function isOfRights({ from, to }: LinkModel): boolean {
  return RIGHTS_MODULES.includes(from) && RIGHTS_MODULES.includes(to)
}

/** `holder`: which of the two the actor must be allowed to change. */
async function refuseForeign(call: ModuleCall, there: ModuleCall, { id, other, holder }: LinkInput & { holder: 'here' | 'there' | 'either' }): Promise<void> {
  const [here, beyond] = [await visible(call, id), await visible(there, other)]
  const mayAct = { here: here.mayAct, there: beyond.mayAct, either: here.mayAct || beyond.mayAct }
  if (!mayAct[holder]) throw forbidden()
}

function findLink(call: ModuleCall, { link: key, trusted }: LinkInput): Pick<OpenLink, 'relation' | 'link' | 'there'> {
  const { ctx, access } = call
  const relation = call.module.relations.find((candidate): candidate is LinkRelation => candidate.kind === 'link' && candidate.key === key)
  if (!relation || !(trusted || access.allows(relation.module, 'read'))) throw notFound()
  const link = ctx.model.modules[relation.declaredBy]?.links.find((candidate) => candidate.key === relation.link)
  const module = ctx.model.modules[relation.module]
  if (!link || !module) throw notFound()
  return { relation, link, there: moduleCallOf(ctx, { access, module }) }
}

async function visible(call: ModuleCall, id: string): Promise<StoredRecord> {
  const record = (await loadStored(call, { ids: [id], action: 'update', lock: false })).get(id)
  if (!record?.mayRead || record.deleted) throw notFound()
  return record
}
