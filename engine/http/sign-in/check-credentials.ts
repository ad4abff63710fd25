import type { FastifyRequest } from 'fastify'
import { forbidden } from '../../kernel/errors.ts'
import type { Identity, TokenScope } from '../../storage/sign-in/identity.ts'
import { passwordExpired } from '../../sign-in/errors.ts'

const SCOPED_ROUTES = /^\/api\/(records|lookup|files)\/|^\/api\/(search|metadata|me|openapi\.json)$/
const READS = new Set(['GET', 'HEAD'])
const READS_BY_BODY = /^\/api\/records\/:module\/(query|aggregate|duplicates)$/

/**
 * Whether what somebody signed in with is good for a route. A token with limits reaches records alone, and one for reading changes
 * nothing; what secures an account is changed by its user in person; and before a new password is chosen nothing else is done.
 */
export function checkCredentials(request: FastifyRequest, identity: Identity): void {
  const { config, url = '' } = request.routeOptions
  if (config.person && (identity.kind !== 'session' || identity.impersonator !== null)) throw forbidden()
  if (identity.mustChangePassword && !config.whenExpired) throw passwordExpired()
  if (identity.scope !== null && (config.access === 'admin' || !isWithin(identity.scope, { method: request.method, url }))) throw forbidden()
}

function isWithin(scope: TokenScope, { method, url }: { method: string; url: string }): boolean {
  if (!SCOPED_ROUTES.test(url)) return false
  return READS.has(method) || READS_BY_BODY.test(url) || (!scope.readOnly && url.startsWith('/api/records/'))
}
