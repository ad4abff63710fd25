import type { FieldValue, Values } from '../../../contract/api.ts'
import type { Database } from '../../../storage/database.ts'
import { givesAdmin } from '../../../storage/sharing/managed-users.ts'

/** Whether the record of a user is that of an admin: by the flag, or by a profile of the user or of the role. */
export async function isAdminRecord(database: Database, { is_admin, profiles, role }: Values): Promise<boolean> {
  return is_admin === true || givesAdmin(database, { profiles: idsIn(profiles), roles: idsIn(role) })
}

/** The ids in the value of a reference, or of a list of them. */
export function idsIn(value: FieldValue | undefined): string[] {
  return [value ?? null].flat().filter((id) => typeof id === 'string')
}
