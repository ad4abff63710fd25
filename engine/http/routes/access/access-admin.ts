import type { FastifyInstance } from 'fastify'
import type { ProfileLine } from '../../../contract/access.ts'
import type { OrganisationDefault } from '../../../contract/model.ts'
import { checkDeactivation } from '../../../records/access/deactivate-user.ts'
import { createTask } from '../../../storage/tasks.ts'
import { createProfile, listProfiles, matrixOf, organisationDefaults, setOrganisation, setProfileLine } from '../../access/access-admin.ts'
import { contextOf } from '../../call.ts'
import type { Runtime } from '../../runtime.ts'
import { deactivateBody, newProfileBody, organisationBody, profileLineBody } from './access-schemas.ts'

const admin = { access: 'admin' } as const

/** Profiles and organisation defaults, as the installation's own metadata; users who leave. */
export function accessAdminRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/access/profiles', { config: admin }, async (request) => ({ profiles: await listProfiles(contextOf(request)) }))

  server.post<{ Body: { name: string; description?: string; copyOf?: string } }>(
    '/api/access/profiles',
    { config: { access: 'admin' }, schema: { body: newProfileBody } },
    async (request, reply) => {
      reply.code(201)
      return createProfile(runtime, contextOf(request), request.body)
    },
  )

  server.get<{ Params: { code: string } }>('/api/access/profiles/:code', { config: admin }, (request) => matrixOf(contextOf(request), request.params.code))

  server.put<{ Params: { code: string; module: string }; Body: ProfileLine }>(
    '/api/access/profiles/:code/modules/:module',
    { config: { access: 'admin' }, schema: { body: profileLineBody } },
    (request) => setProfileLine(runtime, contextOf(request), { ...request.params, line: request.body }),
  )

  server.get('/api/access/organisation', { config: admin }, (request) => ({ modules: organisationDefaults(contextOf(request)) }))

  server.put<{ Params: { module: string }; Body: { organisation: OrganisationDefault } }>(
    '/api/access/organisation/:module',
    { config: { access: 'admin' }, schema: { body: organisationBody } },
    (request) => setOrganisation(runtime, contextOf(request), { ...request.params, ...request.body }),
  )

  server.post<{ Params: { id: string }; Body: { transferTo?: string } | null }>(
    '/api/access/users/:id/deactivate',
    { config: { access: 'user' }, schema: { body: deactivateBody } },
    async (request, reply) => {
      const context = contextOf(request)
      const input = { user: request.params.id, transferTo: request.body?.transferTo ?? null }
      await checkDeactivation(context, input)
      const task = await createTask(context.database, {
        kind: 'deactivate-user',
        module: 'users',
        asker: context.actor,
        input,
        total: 0,
        changeSet: context.changeSet,
      })
      reply.code(202)
      return { task }
    },
  )
}
