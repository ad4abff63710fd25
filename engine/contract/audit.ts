import type { ChangeAction, FieldValue } from './api.ts'

/** What the audit log tells besides changes of records. */
export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'session_revoked',
  'password_changed',
  'password_reset_asked',
  'password_reset',
  'password_set',
  'password_change_required',
  'user_invited',
  'totp_enabled',
  'totp_disabled',
  'recovery_codes_made',
  'passkey_added',
  'passkey_removed',
  'second_factor_removed',
  'lock_removed',
  'identity_linked',
  'token_created',
  'token_revoked',
  'impersonation_started',
  'impersonation_ended',
  'settings_changed',
  'rights_changed',
  'metadata_changed',
  'exported',
  'imported',
  'import_undone',
  'purged',
  'read',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** One line of what was done: from the audit log, or from the log of changes. */
export interface AuditEntry {
  id: string
  kind: 'audit' | 'change'
  at: string
  actor: { id: string | null; name: string }
  /** The admin who acted as the actor. */
  impersonator: { id: string; name: string } | null
  action: AuditAction | ChangeAction
  module: string | null
  record: string | null
  /** Never holds secrets. Of a change: {before, after}. */
  details: { [key: string]: FieldValue }
  address: string | null
  agent: string | null
  requestId: string | null
  changeSet: string | null
}

/** What of the log is asked for; all that is given must hold. */
export interface AuditFilter {
  kind?: 'audit' | 'change'
  actor?: string
  /** Any of these. */
  actions?: string[]
  module?: string
  record?: string
  /** RFC 3339; `until` is not included. */
  from?: string
  until?: string
  address?: string
}

export interface AuditPage {
  entries: AuditEntry[]
  next: string | null
}
