import { mkdirSync } from 'node:fs'
import type { AppError } from '../../kernel/errors.ts'
import type { Account } from './account.ts'
import { accountName, chooseAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { prepareBinaries } from './binaries.ts'
import { explainFailure } from './errors.ts'
import type { Places } from './places.ts'
import { SYSTEM_FOLDER } from './places.ts'

/** Everything that is known of one embedded database before it runs: where it is, who runs it, with which programs. */
export interface Site {
  places: Places
  /** Null where PostgreSQL runs as the user that runs Mortise. */
  account: Account | null
  binaries: Binaries
  /** False for tests: nothing is forced to disk. */
  durable: boolean
  spawnOptions: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
  /** The one clear sentence for what a program or the file system said. */
  explain(output: string): AppError
}

/** Finds user and programs for the database at these places. */
export function openSite(places: Places, durable: boolean): Site {
  mkdirSync(places.dataDir, { recursive: true })
  const account = chooseAccount(places.cluster)
  return {
    places,
    account,
    binaries: prepareBinaries(account, account ? SYSTEM_FOLDER : places.dataDir),
    durable,
    spawnOptions: { cwd: '/', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' }, ...(account && { uid: account.uid, gid: account.gid }) },
    explain: (output) => explainFailure({ output, folder: places.dataDir, user: accountName(account), logFile: places.log }),
  }
}
