import { SYSTEM_MODULES } from '../../contract/system-modules.ts'
import { CODE, idsByCode } from '../../records/first-records/codes.ts'
import type { RecordContext } from '../../records/record-context.ts'
import type { DemoPlan } from './demo-plan.ts'
import { planRecords, type PlannedSet } from './plan-records.ts'

/** Makes up the sample data of a change set: the same whenever it is asked for, because "today" is the day on which the change set was begun. */
export async function planDemo(ctx: RecordContext, plan: DemoPlan): Promise<PlannedSet[]> {
  const { model, actor, changeSet } = ctx
  const coded = SYSTEM_MODULES.filter((key) => model.modules[key]?.fields.some((field) => field.key === CODE))
  const codes = new Map(await Promise.all(coded.map(async (key) => [key, await idsByCode(ctx, key)] as const)))
  const modules = new Set(Object.keys(model.modules))
  return planRecords({ plan, codes, modules, now: momentOf(changeSet), timeZone: actor.timeZone, idSeed: changeSet })
}

/** A change set's id begins with the moment in which it was begun. */
function momentOf(changeSet: string): Date {
  return new Date(Number.parseInt(changeSet.replace('-', '').slice(0, 12), 16))
}
