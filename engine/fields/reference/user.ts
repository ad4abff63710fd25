import { oneColumn } from '../columns.ts'
import type { FieldType } from '../field-type.ts'
import { ID_SCHEMA } from './id-value.ts'
import { PERSON_OPERATORS, referenceMembers } from './reference-members.ts'

/** A user of the system. */
export const userField: FieldType = {
  name: 'user',
  label: { en: 'User', 'zh-CN': '用户' },
  parameters: { properties: { filter: { $ref: 'common.schema.json#/definitions/condition', description: 'Only users that meet it are offered.' } } },
  ...referenceMembers,
  ...oneColumn({ type: 'uuid', references: { module: 'users', onDelete: 'clear' } }),
  schema: () => ID_SCHEMA,
  operators: PERSON_OPERATORS,
  widget: 'user',
}
