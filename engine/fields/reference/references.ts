import { listMembers, listOf } from '../choice/list-members.ts'
import { splitList } from '../choice/choice-value.ts'
import type { FieldType } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { refused } from '../parsed.ts'
import { ID_SCHEMA, parseId, parseIds } from './id-value.ts'

const MAX_REFERENCES = 1000

/** Several records of one module, in the order in which they were chosen. */
export const referencesField: FieldType = {
  name: 'references',
  label: { en: 'References', 'zh-CN': '多个关联记录' },
  parameters: {
    properties: {
      to: {
        type: 'array',
        items: { $ref: 'common.schema.json#/definitions/key' },
        minItems: 1,
        maxItems: 1,
        description: 'The module whose records may be chosen.',
      },
      filter: { $ref: 'common.schema.json#/definitions/condition', description: 'Only records that meet it are offered.' },
    },
    required: ['to'],
  },
  ...listMembers('uuid[]'),
  schema: () => ({ type: 'array', items: ID_SCHEMA, maxItems: MAX_REFERENCES, uniqueItems: true }),
  parse: (raw, field) => parseIds(raw, field, MAX_REFERENCES),
  parseText(text, field) {
    const ids = parseIds(splitList(text), field, MAX_REFERENCES)
    return ids.ok ? ids : refused(field, 'NOT_FOUND', { value: text.trim().slice(0, 100) })
  },
  text: (value) => listOf(value).join(', '),
  operand: operandFrom(parseId),
  widget: 'references',
}
