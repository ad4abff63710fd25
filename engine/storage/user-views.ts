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
  mine: boolean
}

/** The views of a module that a user may use: own ones, then shared ones. */
export async function listUserViews(database: Database, input: { userId: string; module: string }): Promise<UserView[]> {
  return database.query<UserView>(sql`
    select id, module, label, definition, shared, owner = ${input.userId} as mine from app.user_view
    where module = ${input.module} and (owner = ${input.userId} or shared) order by (owner = ${input.userId}) desc, label`)
}

/** Saves a new view and gives its id. */
export async function createUserView(
  database: Database,
  input: { userId: string; module: string; label: string; definition: object; shared: boolean },
): Promise<string> {
  const id = newId()
  await database.query(sql`
    insert into app.user_view (id, module, owner, label, definition, shared, created_at, updated_at)
    values (${id}, ${input.module}, ${input.userId}, ${input.label}, ${JSON.stringify(input.definition)}::jsonb, ${input.shared}, now(), now())`)
  return id
}

/** Changes a view of one's own; says whether there was one. */
export async function updateUserView(
  database: Database,
  input: { id: string; userId: string; label: string; definition: object; shared: boolean },
): Promise<boolean> {
  const rows = await database.query<{ id: string }>(sql`
    update app.user_view set label = ${input.label}, definition = ${JSON.stringify(input.definition)}::jsonb, shared = ${input.shared}, updated_at = now()
    where id = ${input.id} and owner = ${input.userId} returning id`)
  return rows.length > 0
}

/** Removes a view of one's own; says whether there was one. */
export async function removeUserView(database: Database, input: { id: string; userId: string }): Promise<boolean> {
  const rows = await database.query<{ id: string }>(sql`delete from app.user_view where id = ${input.id} and owner = ${input.userId} returning id`)
  return rows.length > 0
}
