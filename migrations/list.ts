import type { MigrationObject } from '@mikro-orm/core'
import { SystemTables } from './001-system-tables.ts'
import { Sharing } from './002-sharing.ts'
import { SignIn } from './003-sign-in.ts'
import { Collaboration } from './004-collaboration.ts'
import { SharedViews } from './005-shared-views.ts'
import { Duplicates } from './006-duplicates.ts'
import { LighterWrites } from './007-lighter-writes.ts'

/**
 * The migrations of the system tables, in order; their number is the schema version.
 * A published one is never changed: write the next.
 */
export const MIGRATIONS: MigrationObject[] = [
  { name: '001-system-tables', class: SystemTables },
  { name: '002-sharing', class: Sharing },
  { name: '003-sign-in', class: SignIn },
  { name: '004-collaboration', class: Collaboration },
  { name: '005-shared-views', class: SharedViews },
  { name: '006-duplicates', class: Duplicates },
  { name: '007-lighter-writes', class: LighterWrites },
]
