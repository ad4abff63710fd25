import type { Followers } from '../contract/collaboration.ts'
import { forbidden, notFound } from '../kernel/errors.ts'
import { openModuleCall } from '../records/call/module-call.ts'
import { findRecord } from '../records/get.ts'
import type { RecordContext } from '../records/record-context.ts'
import { findFollows, setFollow } from '../storage/collaboration/followers.ts'
import { findPrincipals } from '../storage/collaboration/principals.ts'
import { loadAllNotificationPreferences } from './preferences.ts'

interface RecordAddress {
  module: string
  id: string
}

/** Who follows a record. Throws NOT_FOUND for a record that is not the actor's to see. */
export async function listFollowers(ctx: RecordContext, address: RecordAddress): Promise<Followers> {
  const owner = await ownerOf(ctx, address)
  const ids = (await followersOf(ctx, [{ id: address.id, owner }])).get(address.id) ?? []
  const known = await findPrincipals(ctx.database, ids)
  const followers = ids.flatMap((id) => known.filter((one) => one.id === id && one.active).map(({ label }) => ({ id, name: label })))
  return { following: followers.some(({ id }) => id === ctx.actor.userId), followers }
}

/** Follows a record, or stops to: the choice holds also for what would be followed unasked. Throws NOT_FOUND, FORBIDDEN for who is no user. */
export async function follow(ctx: RecordContext, { module, id, following }: RecordAddress & { following: boolean }): Promise<Followers> {
  const { actor, clock, database } = ctx
  if (actor.userId === null) throw forbidden()
  await ownerOf(ctx, { module, id })
  await setFollow(database, { record: id, module, userId: actor.userId, following, at: clock.now() })
  return listFollowers(ctx, { module, id })
}

/** The followers of each of these records: owners who want that, and all who chose to; not those who chose not to. */
export async function followersOf(ctx: RecordContext, records: { id: string; owner: string | null }[]): Promise<Map<string, string[]>> {
  if (records.length === 0) return new Map()
  const choices = Map.groupBy(
    await findFollows(
      ctx.database,
      records.map(({ id }) => id),
    ),
    ({ record }) => record,
  )
  const followOwned = await ownersWhoFollow(
    ctx,
    records.flatMap(({ owner }) => owner ?? []),
  )
  return new Map(
    records.map(({ id, owner }) => {
      const chosen = choices.get(id) ?? []
      const asOwner = owner !== null && followOwned.has(owner) && !chosen.some(({ userId }) => userId === owner) ? [owner] : []
      return [id, [...asOwner, ...chosen.filter(({ following }) => following).map(({ userId }) => userId)]]
    }),
  )
}

async function ownersWhoFollow(ctx: RecordContext, owners: string[]): Promise<Set<string>> {
  const principals = await findPrincipals(ctx.database, [...new Set(owners)])
  const users = principals.filter(({ kind }) => kind === 'user').map(({ id }) => id)
  const preferences = await loadAllNotificationPreferences(ctx.database, users)
  return new Set(users.filter((id) => preferences.get(id)?.followOwned))
}

async function ownerOf(ctx: RecordContext, { module, id }: RecordAddress): Promise<string | null> {
  const record = await findRecord(await openModuleCall(ctx, module, 'read'), { id, fields: ['owner'] })
  if (!record) throw notFound()
  return typeof record.values.owner === 'string' ? record.values.owner : null
}
