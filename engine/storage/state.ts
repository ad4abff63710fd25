import { sql } from 'kysely'
import type { Database } from './database.ts'
import { notify, RIGHTS_CHANNEL } from './notify.ts'

/** The one row of app.state. */
export interface State {
  metadataVersion: number
  rightsVersion: number
  installationId: string
  schemaVersion: number
  /** Hash of the model whose tables were applied last; null before the first apply. */
  modelHash: string | null
  firstStartDone: boolean
}

interface StateRow {
  metadata_version: string
  rights_version: string
  installation_id: string
  schema_version: number
  model_hash: string | null
  first_start_done: boolean
}

/** Reads the versions that every process compares its caches with. */
export async function loadState(database: Database): Promise<State> {
  const [row] = await database.query<StateRow>(
    sql`select metadata_version, rights_version, installation_id, schema_version, model_hash, first_start_done from app.state`,
  )
  if (!row) throw new Error('app.state is empty: the system tables were not migrated.')
  return {
    metadataVersion: Number(row.metadata_version),
    rightsVersion: Number(row.rights_version),
    installationId: row.installation_id,
    schemaVersion: row.schema_version,
    modelHash: row.model_hash,
    firstStartDone: row.first_start_done,
  }
}

/** Makes every cached right of every process stale; in a transaction, at its commit. Gives the new version. */
export async function bumpRightsVersion(database: Database): Promise<number> {
  const [row] = await database.query<{ version: string }>(sql`update app.state set rights_version = rights_version + 1 returning rights_version as version`)
  const version = Number(row?.version)
  await notify(database, RIGHTS_CHANNEL, String(version))
  return version
}

/** Claims the first start: true for exactly one process, in whose transaction the first records are made. */
export async function claimFirstStart(database: Database): Promise<boolean> {
  const rows = await database.query(sql`update app.state set first_start_done = true where not first_start_done returning only_row`)
  return rows.length === 1
}
