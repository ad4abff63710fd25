import type { Me, Values } from '../contract/api.ts'
import { unauthenticated } from '../kernel/errors.ts'
import type { RecordContext } from '../records/record-context.ts'
import { updateRecord } from '../records/update.ts'
import type { Identity } from '../storage/sign-in/identity.ts'
import { loadProfileOf } from '../storage/sign-in/own-profile.ts'

/** What the browser needs to know of the user who is signed in. */
export async function loadMe(context: RecordContext, identity: Identity): Promise<Me> {
  const { actor, model } = context
  if (actor.userId === null) throw unauthenticated()
  const profile = await loadProfileOf(context.database, actor.userId)
  if (!profile) throw unauthenticated()
  const base = model.currencies.find((currency) => currency.base)?.key ?? 'USD'
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
    impersonator: actor.impersonator ?? null,
    mustChangePassword: identity.mustChangePassword,
    formats: profile.formats,
    baseCurrency: base,
    currency: model.currencies.find(({ key }) => key === profile.currency)?.key ?? base,
  }
}

/** What users may set of their own record. */
export type MeChange = Partial<Pick<Me, 'locale' | 'timeZone' | 'theme'>>

const FIELDS: Record<keyof MeChange, string> = { locale: 'locale', timeZone: 'time_zone', theme: 'theme' }

/** Saves own settings, whatever rights the actor has to the records of users. Throws INVALID. */
export async function saveMe(context: RecordContext, change: MeChange): Promise<void> {
  const { actor } = context
  if (actor.userId === null) throw unauthenticated()
  const values: Values = {}
  for (const key of ['locale', 'timeZone', 'theme'] as const) {
    const value = change[key]
    if (value !== undefined) values[FIELDS[key]] = value
  }
  await updateRecord({ ...context, actor: { ...actor, isAdmin: true } }, { module: 'users', id: actor.userId, values })
}
