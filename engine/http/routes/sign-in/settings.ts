import type { FastifyInstance } from 'fastify'
import type { SignInSettings } from '../../../contract/sign-in.ts'
import { loadPasswordPolicy, savePasswordPolicy } from '../../../sign-in/password-policy.ts'
import { writeAudit } from '../../../storage/audit/write-audit.ts'
import { contextOf } from '../../call.ts'
import { settingsBody } from './bodies.ts'

/** What admins set for all accounts. */
export function signInSettingsRoutes(server: FastifyInstance): void {
  server.get(
    '/api/sign-in-settings',
    { config: { access: 'admin' } },
    async (request): Promise<SignInSettings> => ({ password: await loadPasswordPolicy(contextOf(request).database) }),
  )

  server.put<{ Body: SignInSettings }>(
    '/api/sign-in-settings',
    { config: { access: 'admin', person: true }, schema: { body: settingsBody } },
    async (request, reply) => {
      const context = contextOf(request)
      const before = await loadPasswordPolicy(context.database)
      await savePasswordPolicy(context.database, request.body.password)
      await writeAudit(context, {
        action: 'settings_changed',
        details: { setting: 'password-policy', before: { ...before }, after: { ...request.body.password } },
      })
      reply.code(204)
    },
  )
}
