import type { Principal, SharingRuleInput } from '../../contract/access.ts'
import type { Problem } from '../../contract/api.ts'
import type { Condition } from '../../contract/condition.ts'
import type { Model, ModuleModel } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import { referencesTo } from '../../access/row-scopes.ts'
import { AppError } from '../../kernel/errors.ts'
import { compileCondition } from '../../query/condition/compile-condition.ts'
import { joinTables } from '../../query/joins.ts'
import { queryScopeOf } from '../../query/query-scope.ts'
import { sql } from 'kysely'
import { principalKey } from '../../storage/sharing/principal-owners.ts'
import { namePrincipals } from '../../storage/sharing/principal-names.ts'
import type { RecordContext } from '../record-context.ts'

/** What is wrong with a sharing rule: a module that is not there or goes through its parent, roles and groups that are not there, a condition that makes no sense. */
export async function checkRule(ctx: RecordContext, rule: SharingRuleInput): Promise<Problem[]> {
  const module = moduleIn(ctx.model, rule.module)
  if (!module) return [{ field: 'module', code: 'NOT_FOUND' }]
  return [
    ...(module.access.throughParent === undefined ? [] : [{ field: 'module', code: 'THROUGH_PARENT' }]),
    ...(await checkPrincipals(ctx, rule)),
    ...checkRelated(ctx.model, module, rule.related),
    ...(rule.from.kind === 'condition' ? await checkCondition(ctx, module, rule.from.condition) : []),
  ]
}

async function checkPrincipals({ database }: RecordContext, { from, to }: SharingRuleInput): Promise<Problem[]> {
  const asked: [string, Principal][] =
    from.kind === 'condition'
      ? [['to', to]]
      : [
          ['from', from],
          ['to', to],
        ]
  const names = await namePrincipals(
    database,
    asked.map(([, principal]) => principal),
  )
  return asked.flatMap(([field, principal]) => (names.has(principalKey(principal)) ? [] : [{ field, code: 'NOT_FOUND' }]))
}

function checkRelated(model: Model, module: ModuleModel, related: readonly string[]): Problem[] {
  const follows = (key: string) => {
    const other = moduleIn(model, key)
    return other !== undefined && referencesTo(other, module.key).length > 0
  }
  return related.every(follows) ? [] : [{ field: 'related', code: 'NOT_FOUND' }]
}

/** With the admin's own rights: an admin reads every field. */
async function checkCondition(ctx: RecordContext, module: ModuleModel, condition: Condition): Promise<Problem[]> {
  try {
    const scope = queryScopeOf(ctx, await accessOf(ctx))
    compileCondition(scope, { module: module.key, joins: joinTables('t', () => sql`true`) }, condition)
    return []
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    const problems = error.details.problems ?? [{ code: error.code }]
    return problems.map((problem) => ({ ...problem, field: ['from.condition', problem.field].filter(Boolean).join('.') }))
  }
}

function moduleIn({ modules }: Model, key: string): ModuleModel | undefined {
  return Object.hasOwn(modules, key) ? modules[key] : undefined
}
