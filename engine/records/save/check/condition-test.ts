import type { Values } from '../../../contract/api.ts'
import { evaluateCondition, type EvaluationSettings } from '../../../contract/condition-evaluator.ts'
import { weekStartOf } from '../../../contract/formats.ts'
import { pathsIn } from '../../../contract/condition-paths.ts'
import type { Condition } from '../../../contract/condition.ts'
import type { ModuleCall } from '../../call/module-call.ts'

/** Whether a condition holds for a record's values. */
export type ConditionTest = (condition: Condition, values: Values) => boolean

/** The test for conditions of the call's module, for its actor and at this moment. */
export function conditionTest({ ctx, access, module }: ModuleCall): ConditionTest {
  const { actor, clock, model } = ctx
  const settings: EvaluationSettings = {
    now: clock.now(),
    timeZone: actor.timeZone,
    weekStart: weekStartOf(actor.formats),
    fields: module.fields,
    actorId: actor.userId,
    teamIds: access.team,
    currencies: model.currencies,
  }
  return (condition, values) => evaluateCondition(condition, values, settings)
}

/** Keys of the record's own fields that a condition looks at. */
export function fieldsIn(condition: Condition | undefined): string[] {
  return pathsIn(condition).map((path) => path.split('.')[0] ?? path)
}
