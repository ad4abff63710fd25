import type { Principal, SharingRule, SharingRuleInput } from '../../contract/access.ts'
import type { FieldValue, Values } from '../../contract/api.ts'
import { forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { isId, newId } from '../../kernel/uuid.ts'
import {
  deleteSharingRule,
  findSharingRule,
  insertSharingRule,
  loadSharingRules,
  updateSharingRule,
  type StoredRule,
} from '../../storage/sharing/sharing-rules.ts'
import { principalKey } from '../../storage/sharing/principal-owners.ts'
import { namePrincipals } from '../../storage/sharing/principal-names.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { bumpRightsVersion } from '../../storage/state.ts'
import type { RecordContext } from '../record-context.ts'
import { type ChangeEvent, writeEvents } from '../save/write/event-rows.ts'
import { checkRule } from './check-rule.ts'

/** Under this name changes of sharing rules stand in the log of changes. */
const LOGGED_AS = 'sharing_rules'

/** All sharing rules, or those of a module, with names. Only for admins. */
export async function listSharingRules(ctx: RecordContext, module?: string): Promise<SharingRule[]> {
  refuseOthers(ctx)
  const rules = await loadSharingRules(ctx.database, module)
  const names = await namePrincipals(
    ctx.database,
    rules.flatMap(({ from, to }) => (from.kind === 'condition' ? [to] : [from, to])),
  )
  const named = (principal: Principal) => ({ ...principal, name: names.get(principalKey(principal)) ?? '' })
  return rules.map(({ from, to, createdAt, updatedAt, ...rule }) => ({
    ...rule,
    from: from.kind === 'condition' ? from : named(from),
    to: named(to),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }))
}

/** Makes a sharing rule; it counts for every process when this returns. Throws INVALID with all problems. */
export async function createSharingRule(ctx: RecordContext, rule: SharingRuleInput): Promise<{ id: string }> {
  await refuseBad(ctx, rule)
  const id = newId()
  await inRightsChange(ctx, async (inside) => {
    await insertSharingRule(inside.database, { id, rule, by: ctx.actor.userId, now: ctx.clock.now() })
    await tell(inside, { record: id, action: 'create', before: null, after: valuesOf(rule) })
  })
  return { id }
}

/** Changes a sharing rule. Throws INVALID, NOT_FOUND. */
export async function changeSharingRule(ctx: RecordContext, { id, rule }: { id: string; rule: SharingRuleInput }): Promise<void> {
  await refuseBad(ctx, rule)
  await inRightsChange(ctx, async (inside) => {
    const before = await storedRule(inside, id)
    await updateSharingRule(inside.database, { id, rule, by: ctx.actor.userId, now: ctx.clock.now() })
    await tell(inside, { record: id, action: 'update', before: valuesOf(before), after: valuesOf(rule) })
  })
}

/** Removes a sharing rule. Throws NOT_FOUND. */
export async function removeSharingRule(ctx: RecordContext, id: string): Promise<void> {
  refuseOthers(ctx)
  await inRightsChange(ctx, async (inside) => {
    const before = await storedRule(inside, id)
    await deleteSharingRule(inside.database, id)
    await tell(inside, { record: id, action: 'purge', before: valuesOf(before), after: null })
  })
}

async function storedRule(ctx: RecordContext, id: string): Promise<StoredRule> {
  const rule = isId(id) ? await findSharingRule(ctx.database, id) : null
  if (!rule) throw notFound()
  return rule
}

/** A change of rights and its new version are one: nobody answers from old rights after it was told. */
async function inRightsChange(ctx: RecordContext, change: (inside: RecordContext) => Promise<void>): Promise<void> {
  await ctx.database.transaction(async (database) => {
    await change({ ...ctx, database })
    await bumpRightsVersion(database)
  })
}

/** In the log of changes, and in the audit log as a change of rights. */
async function tell(ctx: RecordContext, event: ChangeEvent): Promise<void> {
  const { record, before, after } = event
  await writeEvents(ctx, LOGGED_AS, [event])
  await writeAudit(ctx, { action: 'rights_changed', module: LOGGED_AS, record, details: { before, after } })
}

async function refuseBad(ctx: RecordContext, rule: SharingRuleInput): Promise<void> {
  refuseOthers(ctx)
  const problems = await checkRule(ctx, rule)
  if (problems.length > 0) throw invalid({ problems })
}

function refuseOthers({ actor }: RecordContext): void {
  if (!actor.isAdmin) throw forbidden()
}

function valuesOf({ module, label, from, to, access, related }: SharingRuleInput): Values {
  return { module, label, from: JSON.parse(JSON.stringify(from)) as FieldValue, to: { ...to }, access, related }
}
