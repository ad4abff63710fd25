import type { Me } from '../contract/api.ts'
import { unauthenticated } from '../kernel/errors.ts'
import type { RecordContext } from '../records/record-context.ts'
import { loadProfileOf } from '../storage/sign-in/own-profile.ts'

/** What the browser needs to know of the user who is signed in. */
export async function loadMe(context: RecordContext): Promise<Me> {
  const { actor, model } = context
  if (actor.userId === null) throw unauthenticated()
  const profile = await loadProfileOf(context.database, actor.userId)
  return {
    id: actor.userId,
    username: profile.username,
    name: actor.name,
    email: profile.email,
    locale: profile.locale,
    timeZone: actor.timeZone,
    theme: profile.theme,
    isAdmin: actor.isAdmin,
    role: actor.roleKey,
    profiles: actor.profiles,
    baseCurrency: model.currencies.find((currency) => currency.base)?.key ?? 'USD',
  }
}
