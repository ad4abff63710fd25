import { sql } from 'kysely'
import { newId } from '../kernel/uuid.ts'
import type { Database } from './database.ts'

/** A list view that a user saved: a ViewModel without key and label. */
export interface UserView {
  id: string
  module: string
  label: string
  definition: Record<string, unknown>
  shared: boolean
  /** Ids of the roles and groups that share it; where both are empty, everybody does. */
  roles: string[]
  groups: string[]
  mine: boolean
}

/** Whose views: their own, and those that are shared with them. */
export interface ViewReader {
  userId: string
  roleId: string | null
  groupIds: readonly string[]
}

/** What is written of a view. */
export interface ViewInput {
  userId: string
  label: string
  definition: object
  shared: boolean
  roles: string[]
  groups: string[]
}

/** The views of a module that a user may use: own ones, then shared ones. */
export async function listUserViews(database: Database, { reader, module }: { reader: ViewReader; module: string }): Promise<UserView[]> {
  const { userId, roleId, groupIds } = reader
  return database.query<UserView>(sql`
    select id, module, label, definition, shared, roles, groups, owner = ${userId} as mine from app.user_view
    where module = ${module} and (owner = ${userId}
      or shared and (roles = '{}' and groups = '{}' or ${roleId}::uuid = any(roles) or groups && ${groupIds}::uuid[]))
    order by (owner = ${userId}) desc, label`)
}

/** Saves a new view and gives its id. */
export async function createUserView(database: Database, input: ViewInput & { module: string }): Promise<string> {
  const id = newId()
  const { module, userId, label, shared, roles, groups } = input
  await database.query(sql`
    insert into app.user_view (id, module, owner, label, definition, shared, roles, groups, created_at, updated_at)
    values (${id}, ${module}, ${userId}, ${label}, ${JSON.stringify(input.definition)}::jsonb, ${shared}, ${roles}::uuid[], ${groups}::uuid[], now(), now())`)
  return id
}

/** Changes a view of one's own; says whether there was one. */
export async function updateUserView(database: Database, input: ViewInput & { id: string }): Promise<boolean> {
  const { id, userId, label, shared, roles, groups } = input
  const rows = await database.query<{ id: string }>(sql`
    update app.user_view set label = ${label}, definition = ${JSON.stringify(input.definition)}::jsonb, shared = ${shared},
      roles = ${roles}::uuid[], groups = ${groups}::uuid[], updated_at = now()
    where id = ${id} and owner = ${userId} returning id`)
  return rows.length > 0
}

/** Removes a view of one's own; says whether there was one. */
export async function removeUserView(database: Database, input: { id: string; userId: string }): Promise<boolean> {
  const rows = await database.query<{ id: string }>(sql`delete from app.user_view where id = ${input.id} and owner = ${input.userId} returning id`)
  return rows.length > 0
}

/** Which view of a module opens first for which role. */
export interface ViewDefault {
  role: string
  view: string
}

/** The views that open first, by role. */
export async function listViewDefaults(database: Database, module: string): Promise<ViewDefault[]> {
  return database.query<ViewDefault>(sql`select role, view from app.view_default where module = ${module} order by role`)
}

/** Makes a view the first for exactly these roles; a role has one first view of a module. */
export async function setViewDefault(database: Database, input: { module: string; view: string; roles: string[]; setBy: string }): Promise<void> {
  const { module, view, roles, setBy } = input
  await database.transaction(async (inside) => {
    await inside.query(sql`delete from app.view_default where module = ${module} and view = ${view} and role <> all(${roles}::uuid[])`)
    await inside.query(sql`
      insert into app.view_default (module, role, view, set_by) select ${module}, role, ${view}, ${setBy} from unnest(${roles}::uuid[]) as role
      on conflict (module, role) do update set view = excluded.view, set_by = excluded.set_by`)
  })
}
