import type { AccessExplanation, AccessNode } from '../../contract/access.ts'
import type { RecordAction } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import { actionOnParent, explainAccess, scopeToAsk } from '../../access/explain.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { readRowFacts } from '../../query/scope/row-facts.ts'
import { findRecord } from '../get.ts'
import { openModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { actingAs } from './acting-as.ts'
import { fieldLocks } from './field-locks.ts'
import { withProfileNames } from './name-profiles.ts'

export interface ExplainInput {
  module: string
  id: string
  action: RecordAction
  /** Whether a field may be read, or written, too. */
  field?: string
  /** Whose rights; the actor's own if absent. */
  user?: string
}

/** Records that belong to records: no further than the compiled predicate goes. */
const DEEPEST = 4
/** The key of no field. */
const UNKNOWN_FIELD = ''

/**
 * Why somebody may or may not do something with a record. Own rights for everybody who sees the record; those of others for
 * admins, and for who manages the other. A field that is hidden from who asks is explained like one that is not there.
 * Throws NOT_FOUND, FORBIDDEN.
 */
export async function explainRecordAccess(ctx: RecordContext, input: ExplainInput): Promise<AccessExplanation> {
  await refuseUnseen(ctx, input)
  const them = await contextOfAsked(ctx, input.user)
  const tree = await explainFor(them, { ...input, field: await fieldToTell(ctx, input) })
  if (!tree) throw notFound()
  const { module, id, action, field } = input
  const user = { id: them.actor.userId ?? '', name: them.actor.name }
  return { user, module, record: id, action, ...(field !== undefined && { field }), allowed: tree.grants, tree: await withProfileNames(ctx, tree) }
}

/** The tree for the actor of a context, whoever asks; null where there is no such record. */
export async function explainFor(ctx: RecordContext, input: Omit<ExplainInput, 'user'>, depth = 0): Promise<AccessNode | null> {
  const module = Object.hasOwn(ctx.model.modules, input.module) ? ctx.model.modules[input.module] : undefined
  if (!module || !isId(input.id)) return null
  const access = await accessOf(ctx)
  const question = { module, action: input.action, field: input.field }
  const locks = await fieldLocks(ctx, access, { module, id: input.id, field: input.field })
  const facts = await readRowFacts(ctx, access, { module: module.key, id: input.id, action: input.action, scope: scopeToAsk(access, question) })
  if (!facts) return null
  const above = facts.parent && depth < DEEPEST ? { module: facts.parent.module, id: facts.parent.id, action: actionOnParent(question) } : null
  const parent = above && (await explainFor(ctx, above, depth + 1))
  return explainAccess(ctx.model, access, { ...question, facts, parent, locks })
}

async function contextOfAsked(ctx: RecordContext, user: string | undefined): Promise<RecordContext> {
  if (user === undefined || user === ctx.actor.userId) return ctx
  const access = await accessOf(ctx)
  if (!ctx.actor.isAdmin && !(access.rights.manageUsers && access.reach.below.includes(user))) throw forbidden()
  return actingAs(ctx, user)
}

async function fieldToTell(ctx: RecordContext, { module, field }: ExplainInput): Promise<string | undefined> {
  return field === undefined || (await accessOf(ctx)).canRead(module, field) ? field : UNKNOWN_FIELD
}

async function refuseUnseen(ctx: RecordContext, { module, id }: ExplainInput): Promise<void> {
  const call = await openModuleCall(ctx, module, 'read')
  if (!(await findRecord(call, { id, fields: [], in: 'both' }))) throw notFound()
}
