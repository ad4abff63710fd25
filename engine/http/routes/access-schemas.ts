const id = { type: 'string', format: 'uuid' } as const
const key = { type: 'string', maxLength: 60 } as const
const role = { enum: ['role', 'role_and_below', 'group'] } as const
const shared = { enum: ['read', 'write'] } as const

/** A role, a role and below, or a group. */
const principal = { type: 'object', additionalProperties: false, required: ['kind', 'id'], properties: { kind: role, id } } as const
const condition = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'condition'],
  properties: { kind: { const: 'condition' }, condition: { type: 'object' } },
} as const

/** SharingRuleInput. */
export const ruleBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'label', 'from', 'to', 'access', 'related'],
  properties: {
    module: key,
    label: { type: 'string', minLength: 1, maxLength: 120 },
    from: { oneOf: [principal, condition] },
    to: principal,
    access: shared,
    related: { type: 'array', maxItems: 50, uniqueItems: true, items: key },
  },
} as const

/** {module?} */
export const rulesQuery = { type: 'object', additionalProperties: false, properties: { module: key } } as const

/** {access} */
export const shareBody = { type: 'object', additionalProperties: false, required: ['access'], properties: { access: shared } } as const
