import type { Model } from '../contract/model.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Context } from '../storage/context.ts'
import { loadActorReach, NO_REACH } from './actor-reach.ts'
import { compileAccess, type Access } from './compile-access.ts'
import { scopeKey } from './token-scope.ts'

/** How many actors' rights are kept for one version of the metadata. */
const KEPT = 2_000

/** A new version of the metadata is a new model, and takes the old entries with it. */
const cache = new WeakMap<Model, Map<string, Promise<Access>>>()

/**
 * What the actor of this call may do. Compiled once for each user, version of the rights and version of the metadata;
 * a change of rights moves the version, so that no answer is ever stale.
 */
export function accessOf(ctx: Context): Promise<Access> {
  const { actor, model } = ctx
  const entries = cache.get(model) ?? new Map<string, Promise<Access>>()
  cache.set(model, entries)
  const key = keyOf(actor)
  const known = entries.get(key)
  if (known) return known

  const isUser = actor.kind === 'user'
  const made = (isUser ? loadActorReach(ctx.database, actor) : Promise.resolve(NO_REACH)).then((reach) => compileAccess(model, actor, reach))
  // What a transaction sees may never come true.
  if (isUser && ctx.database.inTransaction) return made
  entries.set(key, made)
  made.catch(() => entries.delete(key))
  if (entries.size > KEPT) entries.delete(entries.keys().next().value ?? key)
  return made
}

/** Everything of the actor that decides: two requests of one user may differ in more than the version while a change is under way. */
function keyOf(actor: Actor): string {
  return JSON.stringify([
    actor.kind,
    actor.reason,
    actor.userId,
    actor.rightsVersion,
    actor.isAdmin,
    actor.profiles,
    actor.profileFlags,
    actor.roleId,
    actor.groupIds,
    scopeKey(actor.scope),
  ])
}
