import { sql } from 'kysely'
import type { Locale } from '../../contract/label.ts'
import type { Actor, ProfileFlags } from '../../kernel/actor.ts'
import type { Database } from '../database.ts'
import { findGroupsOf } from '../sharing/user-groups.ts'
import { type EntryRule, splitAddresses } from './entry-rule.ts'
import type { Identity } from './identity.ts'

interface ProfileRow {
  code: string
  view_all: boolean | null
  modify_all: boolean | null
  admin: boolean | null
  manage_users: boolean | null
  login_from: string | null
  login_until: string | null
  login_days: string[] | null
  login_time_zone: string | null
  allowed_addresses: string | null
}

interface RightsRow {
  profiles: ProfileRow[]
  role_id: string | null
  role_key: string | null
  groupIds: string[]
}

const KEPT = 5_000
/** For each database of this process: ids and versions of two may be the same. */
const known = new WeakMap<Database, Map<string, Promise<RightsRow>>>()

/** The actor behind an identity: with the user's own profiles and those of the role. What rights hang on is read once for each version of the rights. */
export async function loadActor(database: Database, identity: Identity): Promise<Actor> {
  const rights = await rightsFor(database, identity)
  return {
    kind: 'user',
    userId: identity.userId,
    name: identity.name,
    isAdmin: identity.isAdmin || rights.profiles.some(({ admin }) => admin === true),
    profiles: rights.profiles.map(({ code }) => code),
    profileFlags: Object.fromEntries(rights.profiles.map((profile) => [profile.code, flagsOf(profile)])),
    roleId: rights.role_id,
    roleKey: rights.role_key,
    groupIds: rights.groupIds,
    locale: toLocale(identity.locale),
    timeZone: identity.timeZone ?? 'UTC',
    formats: identity.formats,
    rightsVersion: identity.rightsVersion,
    ...(identity.impersonator && { impersonator: { id: identity.impersonator.id, name: identity.impersonator.name } }),
    ...(identity.scope && { scope: identity.scope }),
  }
}

/** When and from where the user may come in: one rule for each profile. Who meets one of them may; without a profile there is no limit. */
export async function loadEntryRules(database: Database, identity: Identity): Promise<EntryRule[]> {
  const { profiles } = await rightsFor(database, identity)
  return profiles.map((profile) => ({
    from: profile.login_from,
    until: profile.login_until,
    days: profile.login_days ?? [],
    timeZone: profile.login_time_zone ?? 'UTC',
    addresses: splitAddresses(profile.allowed_addresses ?? ''),
  }))
}

function rightsFor(database: Database, identity: Identity): Promise<RightsRow> {
  // What a transaction sees may never come true.
  if (database.inTransaction) return readRights(database, identity.userId)
  const kept = known.get(database) ?? new Map<string, Promise<RightsRow>>()
  known.set(database, kept)
  const key = `${identity.userId} ${identity.rightsVersion}`
  return kept.get(key) ?? remember(kept, key, readRights(database, identity.userId))
}

function remember(kept: Map<string, Promise<RightsRow>>, key: string, rights: Promise<RightsRow>): Promise<RightsRow> {
  if (kept.size > KEPT) kept.clear()
  kept.set(key, rights)
  rights.catch(() => kept.delete(key))
  return rights
}

async function readRights(database: Database, userId: string): Promise<RightsRow> {
  const [row] = await database.query<Omit<RightsRow, 'groupIds'>>(sql`
    select r.id as role_id, r.code as role_key,
      coalesce((
        select jsonb_agg(jsonb_build_object('code', p.code, 'view_all', p.view_all, 'modify_all', p.modify_all, 'admin', p.admin, 'manage_users', p.manage_users,
          'login_from', p.login_from, 'login_until', p.login_until, 'login_days', p.login_days, 'login_time_zone', p.login_time_zone,
          'allowed_addresses', p.allowed_addresses) order by p.id)
        from data.profiles p where p.id = any(u.profiles || r.profiles) and p.code is not null and p.deleted_at is null
      ), '[]') as profiles
    from data.users u left join data.roles r on r.id = u.role and r.deleted_at is null where u.id = ${userId}`)
  if (!row) return { profiles: [], role_id: null, role_key: null, groupIds: [] }
  return { ...row, groupIds: await findGroupsOf(database, { id: userId, roleId: row.role_id }) }
}

function flagsOf({ view_all, modify_all, admin, manage_users }: ProfileRow): ProfileFlags {
  return { viewAll: view_all === true, modifyAll: modify_all === true, admin: admin === true, manageUsers: manage_users === true }
}

function toLocale(text: string | null): Locale {
  return text === 'zh-CN' ? 'zh-CN' : 'en'
}
