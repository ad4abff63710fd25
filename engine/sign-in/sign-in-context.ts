import type { SignInMethod } from '../contract/sign-in.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Egress } from '../kernel/egress.ts'
import type { Logger } from '../kernel/logger.ts'
import type { RecordContext } from '../records/record-context.ts'
import type { AuditContext } from '../storage/audit/write-audit.ts'
import type { RequestSource } from '../storage/context.ts'
import type { Database } from '../storage/database.ts'

/** What signing in needs, before anybody is signed in. */
export interface SignInContext {
  config: Config
  database: Database
  clock: Clock
  log: Logger
  egress: Egress
  source: RequestSource
  /** A context of the system, to make users whom another system vouches for. */
  openSystem(reason: string): RecordContext
}

/** A session that has begun; the token is for the browser. */
export interface StartedSession {
  userId: string
  token: string
  expiresAt: Date
  mustChangePassword: boolean
}

/** A user who has shown who they are. */
export interface ProvenUser {
  userId: string
  name: string
  method: SignInMethod
  mustChange?: boolean
}

/** The audit log on behalf of somebody who is not signed in yet; nobody where it is not known who. */
export function auditAs(ctx: Pick<SignInContext, 'database' | 'clock' | 'source'>, who: { userId: string; name: string } | null): AuditContext {
  return { database: ctx.database, clock: ctx.clock, source: ctx.source, actor: who ?? { userId: null, name: '' } }
}
