import type { FastifyInstance } from 'fastify'
import { accessOf } from '../../../access/access-of.ts'
import type { Access } from '../../../access/compile-access.ts'
import type { FieldValue } from '../../../contract/api.ts'
import { defineError, notFound } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/uuid.ts'
import type { RecordContext } from '../../../records/record-context.ts'
import { changePreference, loadPreference, savePreference } from '../../../storage/preferences.ts'
import { createUserView, listUserViews, listViewDefaults, removeUserView, setViewDefault, updateUserView } from '../../../storage/user-views.ts'
import { contextOf, identityOf } from '../../call.ts'
import { listBodySchema } from '../../query-string.ts'
import { usableViews } from '../../usable-views.ts'

interface ViewBody {
  module: string
  label: string
  definition: Record<string, unknown>
  shared?: boolean
  roles?: string[]
  groups?: string[]
}

const user = { access: 'user' } as const
const LARGEST_SETTING = 65_536
const tooLarge = defineError('PAYLOAD_TOO_LARGE', 413, 'So much is not kept.')
const NOT_SHARED = { shared: false, roles: [], groups: [] }

const ids = { type: 'array', maxItems: 100, items: { type: 'string', format: 'uuid' } } as const
/** {module, label, definition, shared?, roles?, groups?} */
export const viewBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'label', 'definition'],
  properties: {
    module: { type: 'string', maxLength: 40 },
    label: { type: 'string', minLength: 1, maxLength: 100 },
    shared: { type: 'boolean' },
    roles: ids,
    groups: ids,
    definition: {
      type: 'object',
      additionalProperties: false,
      properties: {
        columns: { type: 'array', maxItems: 40, items: { type: 'string' } },
        filter: { type: 'object' },
        sort: listBodySchema.properties.sort,
        totals: { type: 'array', maxItems: 20, items: { type: 'string' } },
        form: { enum: ['list', 'board', 'calendar'] },
      },
    },
  },
} as const
/** {module, view, roles}: for exactly these roles the view opens first. */
export const viewDefaultBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'view', 'roles'],
  properties: { module: { type: 'string', maxLength: 40 }, view: { type: 'string', minLength: 1, maxLength: 60 }, roles: ids },
} as const
/** {value}: anything up to 64 kB. */
export const preferenceBody = { type: 'object', additionalProperties: false, required: ['value'], properties: { value: {} } } as const
/** {changes}: what is set, by the names of the parts; null takes one away. */
export const preferenceChangesBody = {
  type: 'object',
  additionalProperties: false,
  required: ['changes'],
  properties: { changes: { type: 'object', maxProperties: 500, propertyNames: { maxLength: 200 }, additionalProperties: {} } },
} as const
export const viewsQuery = {
  type: 'object',
  additionalProperties: false,
  required: ['module'],
  properties: { module: { type: 'string', maxLength: 40 } },
} as const

/** Saved list views and preferences of the signed-in user. */
export function ownSettingsRoutes(server: FastifyInstance): void {
  viewRoutes(server)
  preferenceRoutes(server)
}

function viewRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: { module: string } }>('/api/views', { config: user, schema: { querystring: viewsQuery } }, async (request) => {
    const context = contextOf(request)
    const access = await readAccess(context, request.query.module)
    const { module } = request.query
    const { roleId, groupIds, isAdmin } = context.actor
    const reader = { userId: identityOf(request).userId, roleId, groupIds }
    const views = await listUserViews(context.database, { reader, module })
    const defaults = await listViewDefaults(context.database, module)
    return {
      views: usableViews(views, { model: context.model, access, module }),
      first: defaults.find(({ role }) => role === roleId)?.view ?? null,
      ...(isAdmin && { defaults }),
    }
  })

  server.post<{ Body: ViewBody }>('/api/views', { config: user, schema: { body: viewBody }, bodyLimit: LARGEST_SETTING }, async (request, reply) => {
    const context = contextOf(request)
    await readAccess(context, request.body.module)
    const id = await createUserView(context.database, { ...NOT_SHARED, ...request.body, userId: identityOf(request).userId })
    reply.code(201)
    return { id }
  })

  server.put<{ Params: { id: string }; Body: ViewBody }>(
    '/api/views/:id',
    { config: user, schema: { body: viewBody }, bodyLimit: LARGEST_SETTING },
    async (request, reply) => {
      const view = { ...NOT_SHARED, ...request.body, id: request.params.id, userId: identityOf(request).userId }
      if (!isId(view.id) || !(await updateUserView(contextOf(request).database, view))) throw notFound()
      reply.code(204)
    },
  )

  server.put<{ Body: { module: string; view: string; roles: string[] } }>(
    '/api/views/default',
    { config: { access: 'admin' }, schema: { body: viewDefaultBody } },
    async (request, reply) => {
      const context = contextOf(request)
      await readAccess(context, request.body.module)
      await setViewDefault(context.database, { ...request.body, setBy: identityOf(request).userId })
      reply.code(204)
    },
  )

  server.delete<{ Params: { id: string } }>('/api/views/:id', { config: user }, async (request, reply) => {
    const { id } = request.params
    if (!isId(id) || !(await removeUserView(contextOf(request).database, { id, userId: identityOf(request).userId }))) throw notFound()
    reply.code(204)
  })
}

function preferenceRoutes(server: FastifyInstance): void {
  server.get<{ Params: { key: string } }>('/api/preferences/:key', { config: user }, async (request) => ({
    value: await loadPreference(contextOf(request).database, { userId: identityOf(request).userId, key: request.params.key }),
  }))

  server.put<{ Params: { key: string }; Body: { value: FieldValue } }>(
    '/api/preferences/:key',
    { config: user, schema: { body: preferenceBody }, bodyLimit: LARGEST_SETTING },
    async (request, reply) => {
      await savePreference(contextOf(request).database, {
        userId: identityOf(request).userId,
        key: request.params.key.slice(0, 200),
        value: request.body.value,
      })
      reply.code(204)
    },
  )

  server.patch<{ Params: { key: string }; Body: { changes: Record<string, FieldValue> } }>(
    '/api/preferences/:key',
    { config: user, schema: { body: preferenceChangesBody }, bodyLimit: LARGEST_SETTING },
    async (request, reply) => {
      const { userId } = identityOf(request)
      const isKept = await changePreference(contextOf(request).database, { userId, key: request.params.key.slice(0, 200), changes: request.body.changes })
      if (!isKept) throw tooLarge()
      reply.code(204)
    },
  )
}

/** The actor's rights, where they may read the module. */
async function readAccess(context: RecordContext, module: string): Promise<Access> {
  const access = await accessOf(context)
  if (!access.allows(module, 'read')) throw notFound()
  return access
}
