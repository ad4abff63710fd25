import type { FastifyRequest } from 'fastify'
import { systemActor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/uuid.ts'
import type { RecordContext } from '../../records/record-context.ts'
import type { SignInContext } from '../../sign-in/sign-in-context.ts'
import { localeOf } from '../locale-of.ts'
import type { Runtime } from '../runtime.ts'
import { sourceOf } from './source-of.ts'

/** What signing in needs, for a request of somebody who is not signed in. */
export function signInContextOf(runtime: Runtime, request: FastifyRequest): SignInContext {
  const { config, database, clock, log, egress } = runtime
  return { config, database, clock, log, egress, source: sourceOf(request), openSystem: (reason) => systemContext(runtime, request, reason) }
}

/** A context in which nobody is signed in: it may write into the outbox, and no record. */
export function anonymousContextOf(runtime: Runtime, request: FastifyRequest): RecordContext {
  const system = systemContext(runtime, request, 'nobody is signed in')
  return { ...system, actor: { ...system.actor, kind: 'anonymous', isAdmin: false, name: '', locale: localeOf(request.headers['accept-language']) } }
}

function systemContext(runtime: Runtime, request: FastifyRequest, reason: string): RecordContext {
  const { database, clock, log, fieldTypes, hooks, models } = runtime
  const actor = systemActor(reason)
  return { actor, origin: 'ui', model: models.current(), fieldTypes, hooks, database, clock, log, changeSet: newId(), source: sourceOf(request) }
}
