import type { Database } from '../database.ts'

export interface Principal {
  id: string
  kind: 'user' | 'group' | 'system'
  label: string
  active: boolean
}

/** Users and groups by id; ids of nothing are left out. */
export function findPrincipals(database: Database, ids: string[]): Promise<Principal[]> {
  if (ids.length === 0) return Promise.resolve([])
  return database.query<Principal>({ name: 'principals', text: 'select id, kind, label, active from app.principal where id = any($1::uuid[])', values: [ids] })
}
