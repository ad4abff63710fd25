import type { FastifyRequest } from 'fastify'
import { unauthenticated } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import type { RecordContext } from '../records/record-context.ts'
import type { RequestSource } from '../storage/context.ts'
import type { Identity } from '../storage/sign-in/identity.ts'
import type { Runtime } from './runtime.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before every route that is not public. */
    identity: Identity | null
    recordContext: RecordContext | null
  }
}

/** Makes the context of one call: the actor, and the metadata of the version that the database has now. */
export async function openCall(runtime: Runtime, identity: Identity, source?: RequestSource): Promise<RecordContext> {
  const [actor, model] = await Promise.all([runtime.loadActor(identity), runtime.models.at(identity.metadataVersion)])
  return {
    actor,
    origin: identity.kind === 'token' ? 'api' : 'ui',
    model,
    fieldTypes: runtime.fieldTypes,
    hooks: runtime.hooks,
    database: runtime.database,
    clock: runtime.clock,
    log: runtime.log,
    changeSet: newId(),
    ...(source && { source }),
  }
}

/** The context of a request that is signed in. */
export function contextOf(request: FastifyRequest): RecordContext {
  if (!request.recordContext) throw unauthenticated()
  return request.recordContext
}

/** Who sent a request that is signed in. */
export function identityOf(request: FastifyRequest): Identity {
  if (!request.identity) throw unauthenticated()
  return request.identity
}
