import type { BehaviorUse } from '../contract/model.ts'
import type { Behavior } from '../records/behavior.ts'
import { isBlank, setValue, type BatchItem, type RecordBatch } from '../records/hooks-batch.ts'
import { joinName, splitName } from './person-name.ts'

const KEY = { $ref: 'common.schema.json#/definitions/key' }

interface Options {
  from: [familyName: string, givenName: string]
  to: string
}

/** A person's whole name from its parts, and its parts from the whole: whichever of them was sent. */
export const composeName: Behavior = {
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['from', 'to'],
    properties: {
      from: { type: 'array', items: KEY, minItems: 2, maxItems: 2, description: 'The fields of the family name and of the given name.' },
      to: { ...KEY, description: 'The field of the whole name.' },
    },
  },
  hooks: { 'record.preparing': composeNames },
}

function composeNames({ items }: RecordBatch, use: BehaviorUse): void {
  for (const item of items) compose(item, use as BehaviorUse & Options)
}

function compose(item: BatchItem, { from: [familyKey, givenKey], to }: Options): void {
  const sentParts = [familyKey, givenKey].some((key) => item.changed.has(key))
  const sentWhole = item.changed.has(to)
  if (sentParts && !(sentWhole && !isBlank(item.values[to]))) return setValue(item, to, joinName(textOf(item, familyKey), textOf(item, givenKey)) || null)
  if (!sentWhole || sentParts) return
  const { family, given } = splitName(textOf(item, to))
  setValue(item, familyKey, family || null)
  setValue(item, givenKey, given || null)
}

function textOf(item: BatchItem, key: string): string {
  const value = item.values[key]
  return typeof value === 'string' ? value.trim() : ''
}
