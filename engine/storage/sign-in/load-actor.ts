import { sql } from 'kysely'
import type { Locale } from '../../contract/label.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Database } from '../database.ts'
import type { Identity } from './sessions.ts'

interface RightsRow {
  profiles: string[]
  role_id: string | null
  role_key: string | null
  group_ids: string[]
}

const KEPT = 5_000
const known = new Map<string, Promise<RightsRow>>()

/** The actor behind an identity: with the user's own profiles and those of the role. What rights hang on is read once for each version of the rights. */
export async function loadActor(database: Database, identity: Identity): Promise<Actor> {
  const key = `${identity.userId} ${identity.rightsVersion}`
  const rights = await (known.get(key) ?? remember(key, readRights(database, identity.userId)))
  return {
    kind: 'user',
    userId: identity.userId,
    name: identity.name,
    isAdmin: identity.isAdmin,
    profiles: rights.profiles,
    roleId: rights.role_id,
    roleKey: rights.role_key,
    groupIds: rights.group_ids,
    locale: toLocale(identity.locale),
    timeZone: identity.timeZone ?? 'UTC',
    rightsVersion: identity.rightsVersion,
  }
}

function remember(key: string, rights: Promise<RightsRow>): Promise<RightsRow> {
  if (known.size > KEPT) known.clear()
  known.set(key, rights)
  rights.catch(() => known.delete(key))
  return rights
}

async function readRights(database: Database, userId: string): Promise<RightsRow> {
  const rows = await database.query<RightsRow>(sql`
    select
      array(select p.code from data.profiles p where p.id = any(u.profiles || r.profiles) and p.deleted_at is null) as profiles,
      r.id as role_id, r.code as role_key,
      array(select m.left_id::text from data.link_groups_members m join data.groups g on g.id = m.left_id where m.right_id = u.id and g.deleted_at is null) as group_ids
    from data.users u left join data.roles r on r.id = u.role and r.deleted_at is null where u.id = ${userId}`)
  return rows[0] ?? { profiles: [], role_id: null, role_key: null, group_ids: [] }
}

function toLocale(text: string | null): Locale {
  return text === 'zh-CN' ? 'zh-CN' : 'en'
}
