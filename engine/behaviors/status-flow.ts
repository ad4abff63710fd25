import type { BehaviorUse } from '../contract/model.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'

const KEY = { $ref: 'common.schema.json#/definitions/key' }
const STATES = { type: 'array', items: { type: 'string' }, uniqueItems: true }

/**
 * A field that tells how far a record has come. Where `transitions` are given, a state may only be followed by those that
 * it names. `closed` tells the path of stages, the home page and reports which states end the matter. What a record was at each step
 * is in its history, as for every field.
 */
export const statusFlow: Behavior = {
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['field'],
    properties: {
      field: KEY,
      closed: { ...STATES, description: 'States in which nothing is left to do.' },
      transitions: {
        type: 'object',
        additionalProperties: STATES,
        description: 'State -> the states that may follow it. A state that is not named may be followed by any.',
      },
    },
  },
  hooks: { 'record.validating': refuseWrongSteps },
}

function refuseWrongSteps({ items }: RecordBatch, use: BehaviorUse): void {
  const { field, transitions } = use as BehaviorUse & { field: string; transitions?: Record<string, string[]> }
  if (!transitions) return
  for (const item of items) {
    const from = item.before?.[field]
    if (!item.changed.has(field) || typeof from !== 'string' || !Object.hasOwn(transitions, from)) continue
    if (!transitions[from]?.includes(String(item.values[field])))
      item.problems.push({ field, code: 'TRANSITION', params: { from, to: item.values[field] ?? null } })
  }
}
