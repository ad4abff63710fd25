import { Migration } from '@mikro-orm/migrations'

/** Second factors, passkeys, other ways to sign in, links sent by mail, scopes of tokens, impersonation, and the audit log. */
export class SignIn extends Migration {
  override up(): void {
    for (const statement of [...SETTINGS, ...CREDENTIALS, ...SESSIONS, ...AUDIT]) this.addSql(statement)
  }
}

const SETTINGS = ['create table app.setting (key text primary key, value jsonb not null)']

const CREDENTIALS = [
  `create table app.password_history (
    user_id uuid not null,
    at timestamptz not null,
    password_hash text not null,
    primary key (user_id, at)
  )`,
  // The secret is sealed with the installation's key; last_step is the last code that was used: each one works once.
  `create table app.totp (
    user_id uuid primary key,
    secret text not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0
  )`,
  `create table app.recovery_code (
    user_id uuid not null,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (user_id, code_hash)
  )`,
  `create table app.passkey (
    id uuid primary key,
    credential_id text not null unique,
    user_id uuid not null,
    name text not null,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    relying_party text not null,
    created_at timestamptz not null,
    last_used_at timestamptz
  )`,
  'create index passkey_of_user on app.passkey (user_id)',
  `create table app.external_identity (
    issuer text not null,
    subject text not null,
    user_id uuid not null,
    created_at timestamptz not null,
    primary key (issuer, subject)
  )`,
  'create index external_identity_of_user on app.external_identity (user_id)',
  // Steps of a sign-in that is under way.
  `create table app.sign_in_challenge (
    token_hash bytea primary key,
    kind text not null,
    user_id uuid,
    data jsonb not null,
    tries int not null default 0,
    expires_at timestamptz not null
  )`,
  'create index sign_in_challenge_expires on app.sign_in_challenge (expires_at)',
  // Links that were sent by mail: to choose a new password, or the first one.
  `create table app.password_link (
    token_hash bytea primary key,
    kind text not null check (kind in ('reset', 'invite')),
    user_id uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  'create index password_link_of_user on app.password_link (user_id)',
]

const SESSIONS = [
  `alter table app.session
    add column method text not null default 'password',
    add column must_change boolean not null default false,
    add column impersonator uuid,
    add column returns_to uuid`,
  'alter table app.api_token add column read_only boolean not null default false, add column modules text[]',
  'alter table app.change_event add column impersonator uuid',
]

const AUDIT = [
  `create table app.audit_entry (
    id uuid primary key,
    at timestamptz not null,
    actor uuid,
    actor_name text not null,
    impersonator uuid,
    action text not null,
    module text,
    record uuid,
    details jsonb not null default '{}',
    address text,
    agent text,
    request uuid
  )`,
  'create index audit_entry_at on app.audit_entry (at desc, id desc)',
  'create index audit_entry_actor on app.audit_entry (actor, at desc, id desc)',
  'create index audit_entry_record on app.audit_entry (module, record, at desc, id desc)',
  'create index audit_entry_action on app.audit_entry (action, at desc, id desc)',
  `create function app.refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit log is only added to.';
    end $$`,
  `create trigger audit_entry_append_only before update or delete or truncate on app.audit_entry
    for each statement execute function app.refuse_audit_change()`,
  // The search of the audit log reads changes by time, by who made them, and by module.
  'create index change_event_at on app.change_event (at desc, id desc)',
  'create index change_event_actor on app.change_event (actor, at desc, id desc)',
]
