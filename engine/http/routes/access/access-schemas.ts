const id = { type: 'string', format: 'uuid' } as const
const key = { type: 'string', maxLength: 60 } as const
const role = { enum: ['role', 'role_and_below', 'group'] } as const
const shared = { enum: ['read', 'write'] } as const
const action = { enum: ['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert'] } as const
const organisation = { enum: ['private', 'public_read', 'public_read_write', 'public_delete'] } as const

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

/** {action?, user?, field?} */
export const explainQuery = { type: 'object', additionalProperties: false, properties: { action, user: id, field: key } } as const

/** {action?} */
export const accessUsersQuery = { type: 'object', additionalProperties: false, properties: { action } } as const

/** {module, id, user?} */
export const missingQuery = { type: 'object', additionalProperties: false, required: ['module', 'id'], properties: { module: key, id, user: id } } as const

/** ProfileLine. */
export const profileLineBody = {
  type: 'object',
  additionalProperties: false,
  required: ['actions', 'fields'],
  properties: {
    actions: { type: 'array', uniqueItems: true, items: action },
    fields: { type: 'object', maxProperties: 300, additionalProperties: { enum: ['hidden', 'read', 'write'] } },
    viewAll: { type: 'boolean' },
    modifyAll: { type: 'boolean' },
  },
} as const

/** {name, description?, copyOf?} */
export const newProfileBody = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 120 }, description: { type: 'string', maxLength: 2000 }, copyOf: key },
} as const

/** {organisation} */
export const organisationBody = { type: 'object', additionalProperties: false, required: ['organisation'], properties: { organisation } } as const

/** {transferTo?} */
export const deactivateBody = { type: ['object', 'null'], additionalProperties: false, properties: { transferTo: id } } as const

const flag = { type: 'boolean' } as const
const idOrNull = { anyOf: [id, { type: 'null' }] } as const
const member = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'id'],
  properties: { kind: { enum: ['user', 'group', 'role', 'role_and_below'] }, id },
} as const
const draft = <Kind extends string>(kind: Kind, properties: Record<string, unknown>, optional: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: ['kind', ...Object.keys(properties).filter((name) => !optional.includes(name))],
  properties: { kind: { const: kind }, ...properties },
})

/** {draft}: an AccessDraft. */
export const impactBody = {
  type: 'object',
  additionalProperties: false,
  required: ['draft'],
  properties: {
    draft: {
      oneOf: [
        draft('role_parent', { role: id, parent: idOrNull }),
        draft('user_rights', { user: id, role: idOrNull, profiles: { type: 'array', maxItems: 100, items: id }, isAdmin: flag }, [
          'role',
          'profiles',
          'isAdmin',
        ]),
        draft('profile_rights', { profile: id, viewAll: flag, modifyAll: flag, admin: flag }, ['viewAll', 'modifyAll', 'admin']),
        draft('group_members', { group: id, members: { type: 'array', maxItems: 1000, items: member } }),
        draft('organisation', { module: key, organisation }),
        draft('profile_line', { profile: key, module: key, line: profileLineBody }),
        draft('sharing_rule', { id, rule: { anyOf: [ruleBody, { type: 'null' }] } }, ['id']),
      ],
    },
  },
} as const
