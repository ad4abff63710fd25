import { oneColumn } from '../columns.ts'
import type { FieldType } from '../field-type.ts'
import { ID_SCHEMA } from './id-value.ts'
import { PERSON_OPERATORS, referenceMembers } from './reference-members.ts'

/** Whose record it is: a user or a group. Only the system field `owner` has this type. */
export const ownerField: FieldType = {
  name: 'owner',
  label: { en: 'Owner', 'zh-CN': '负责人' },
  parameters: { properties: {} },
  ...referenceMembers,
  ...oneColumn({ type: 'uuid', references: { table: 'app.principal' } }),
  schema: () => ID_SCHEMA,
  operators: PERSON_OPERATORS,
  widget: 'owner',
}
