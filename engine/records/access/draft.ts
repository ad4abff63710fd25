import type { AccessDraft } from '../../contract/access.ts'
import type { Model, ModuleModel } from '../../contract/model.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { isId, newId } from '../../kernel/uuid.ts'
import { draftGroupMembers, draftProfileRights, draftRoleParent, draftUserRights } from '../../storage/sharing/draft-writes.ts'
import { deleteSharingRule, insertSharingRule, updateSharingRule } from '../../storage/sharing/sharing-rules.ts'
import { rehearse } from '../call/rehearse.ts'
import type { RecordContext } from '../record-context.ts'
import { checkRule } from '../sharing/check-rule.ts'

/** Asks something as if a draft were saved; nothing of it is kept. Throws INVALID, NOT_FOUND for what a draft names and is not there. */
export function withDraft<T>(ctx: RecordContext, draft: AccessDraft, ask: (inside: RecordContext) => Promise<T>): Promise<T> {
  const model = draftedModel(ctx.model, draft)
  return rehearse(ctx, async (inside) => {
    await write(inside, draft)
    return ask({ ...inside, model })
  })
}

/** The metadata, with a draft of an organisation default or of a line of a profile; always a new object, so that no kept right is taken for the drafted one. */
function draftedModel(model: Model, draft: AccessDraft): Model {
  if (draft.kind !== 'organisation' && draft.kind !== 'profile_line') return { ...model }
  const module = Object.hasOwn(model.modules, draft.module) ? model.modules[draft.module] : undefined
  if (!module) throw notFound()
  return { ...model, modules: { ...model.modules, [module.key]: draftedModule(module, draft) } }
}

function draftedModule(module: ModuleModel, draft: Extract<AccessDraft, { kind: 'organisation' | 'profile_line' }>): ModuleModel {
  const { access } = module
  if (draft.kind === 'organisation') return { ...module, access: { ...access, organisation: draft.organisation } }
  return { ...module, access: { ...access, profiles: { ...access.profiles, [draft.profile]: draft.line } } }
}

async function write(ctx: RecordContext, draft: AccessDraft): Promise<void> {
  const { database } = ctx
  if (draft.kind === 'role_parent') return draftRoleParent(database, draft)
  if (draft.kind === 'user_rights') return draftUserRights(database, draft)
  if (draft.kind === 'profile_rights') return draftProfileRights(database, draft)
  if (draft.kind === 'group_members') return draftGroupMembers(database, draft)
  if (draft.kind === 'sharing_rule') return writeRule(ctx, draft)
}

async function writeRule(ctx: RecordContext, { id, rule }: Extract<AccessDraft, { kind: 'sharing_rule' }>): Promise<void> {
  if (id !== undefined && !isId(id)) throw notFound()
  if (rule === null) {
    if (id === undefined || !(await deleteSharingRule(ctx.database, id))) throw notFound()
    return
  }
  const problems = await checkRule(ctx, rule)
  if (problems.length > 0) throw invalid({ problems })
  const write = { id: id ?? newId(), rule, by: ctx.actor.userId, now: ctx.clock.now() }
  if (id === undefined) await insertSharingRule(ctx.database, write)
  else if (!(await updateSharingRule(ctx.database, write))) throw notFound()
}
