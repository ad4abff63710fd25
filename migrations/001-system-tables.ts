import { Migration } from '@mikro-orm/migrations'

/** The engine's own tables (schema app) and the empty schema of the module tables (data). */
export class SystemTables extends Migration {
  override up(): void {
    for (const statement of [...FOUNDATION, ...METADATA, ...CHANGES, ...SIGN_IN, ...WORK, ...PERSONAL]) this.addSql(statement)
  }
}

/** An extension that is only a help: without it, or without the right to add it, everything works. */
const optionalExtension = (name: string) => `
  do $$ begin
    create extension if not exists ${name};
  exception when insufficient_privilege or undefined_file or feature_not_supported then
    raise notice 'The extension ${name} is not available.';
  end $$`

/** Rows come and go all the time: vacuum must not wait for a fifth of the table. */
const BUSY = 'with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)'

const FOUNDATION = [
  'create schema if not exists app',
  'create schema if not exists data',
  // Near matches of names.
  'create extension if not exists pg_trgm',
  optionalExtension('btree_gin'),
  `create table app.state (
    only_row boolean primary key default true check (only_row),
    metadata_version bigint not null default 0,
    rights_version bigint not null default 1,
    installation_id uuid not null,
    schema_version int not null,
    model_hash text,
    first_start_done boolean not null default false
  )`,
  'insert into app.state (installation_id, schema_version) values (gen_random_uuid(), 1)',
  `create table app.principal (
    id uuid primary key,
    kind text not null check (kind in ('user', 'group', 'system')),
    label text collate "zh-x-icu" not null,
    active boolean not null default true
  )`,
  "insert into app.principal (id, kind, label) values ('00000000-0000-7000-8000-000000000000', 'system', 'Mortise')",
  'create table app.counter (key text primary key, value bigint not null) with (fillfactor = 50)',
]

const METADATA = [
  `create table app.metadata_commit (
    version bigint primary key,
    at timestamptz not null,
    author uuid,
    author_name text not null,
    reason text not null,
    patch jsonb not null,
    ddl text[] not null,
    inverse text[] not null
  )`,
  `create table app.model (
    only_row boolean primary key default true check (only_row),
    version bigint not null,
    content jsonb not null
  )`,
  `create table app.metadata_item (
    path text primary key,
    content jsonb not null,
    at timestamptz not null,
    author uuid,
    reason text
  )`,
]

const CHANGES = [
  `create table app.change_event (
    id uuid not null,
    change_set uuid not null,
    at timestamptz not null,
    actor uuid,
    actor_name text not null,
    origin text not null,
    module text not null,
    record uuid not null,
    action text not null,
    before jsonb,
    after jsonb,
    metadata_version bigint not null,
    primary key (at, id)
  ) partition by range (at)`,
  'create index change_event_record on app.change_event (module, record, at desc, id desc)',
  'create index change_event_change_set on app.change_event (change_set, id)',
  'create table app.change_event_default partition of app.change_event default',
  `create table app.outbox (
    id uuid primary key,
    effect_key text not null unique,
    kind text not null,
    payload jsonb not null,
    created_at timestamptz not null,
    due_at timestamptz not null,
    attempts int not null default 0,
    last_error text,
    dead boolean not null default false,
    done_at timestamptz
  ) ${BUSY}`,
  'create index outbox_due on app.outbox (due_at, id) where done_at is null and not dead',
  'create index outbox_dead on app.outbox (created_at desc, id desc) where dead',
  'create index outbox_done on app.outbox (done_at) where done_at is not null',
]

const SIGN_IN = [
  `create table app.credential (
    user_id uuid primary key,
    password_hash text not null,
    changed_at timestamptz not null,
    must_change boolean not null default false
  )`,
  `create table app.session (
    token_hash bytea primary key,
    id uuid not null unique,
    user_id uuid not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text,
    agent text,
    revoked_at timestamptz
  ) ${BUSY}`,
  'create index session_of_user on app.session (user_id, last_seen_at desc)',
  'create index session_expires on app.session (expires_at)',
  `create table app.api_token (
    token_hash bytea primary key,
    id uuid not null unique,
    user_id uuid not null,
    name text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  'create index api_token_of_user on app.api_token (user_id)',
  `create table app.sign_in_attempt (
    id uuid primary key,
    at timestamptz not null,
    account_key text not null,
    address text not null,
    succeeded boolean not null
  ) ${BUSY}`,
  'create index sign_in_attempt_account on app.sign_in_attempt (account_key, at desc)',
  'create index sign_in_attempt_address on app.sign_in_attempt (address, at desc)',
  'create index sign_in_attempt_at on app.sign_in_attempt (at)',
]

const WORK = [
  `create table app.idempotency (
    key text not null,
    user_id uuid not null,
    request_hash bytea not null,
    status int not null,
    response jsonb not null,
    at timestamptz not null,
    primary key (user_id, key)
  ) ${BUSY}`,
  'create index idempotency_at on app.idempotency (at)',
  `create table app.file (
    id uuid primary key,
    name text not null,
    size bigint not null,
    type text not null,
    hash text not null,
    storage_key text not null,
    created_at timestamptz not null,
    created_by uuid,
    attached boolean not null default false
  )`,
  'create index file_unattached on app.file (created_at) where not attached',
  'create index file_hash on app.file (hash)',
  `create table app.task (
    id uuid primary key,
    kind text not null,
    module text,
    actor uuid not null,
    state text not null,
    total int not null default 0,
    done int not null default 0,
    input jsonb not null,
    result jsonb,
    error text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    heartbeat_at timestamptz,
    cancel_requested boolean not null default false,
    change_set uuid
  ) ${BUSY}`,
  "create index task_open on app.task (created_at, id) where state in ('waiting', 'running')",
  'create index task_actor on app.task (actor, created_at desc, id desc)',
  `create table app.task_chunk (
    task uuid not null references app.task on delete cascade,
    number int not null,
    state text not null default 'waiting',
    input jsonb not null,
    result jsonb,
    primary key (task, number)
  ) ${BUSY}`,
  "create index task_chunk_open on app.task_chunk (task, number) where state <> 'done'",
  `create table app.import (
    id uuid primary key,
    module text not null,
    actor uuid not null,
    file_name text not null,
    storage_key text not null,
    state text not null,
    format jsonb not null,
    columns jsonb not null,
    row_count int not null,
    preview jsonb not null,
    mapping jsonb not null,
    options jsonb not null,
    report jsonb,
    task uuid,
    change_set uuid,
    created_at timestamptz not null
  )`,
  'create index import_actor on app.import (actor, created_at desc, id desc)',
  `create table app.import_row (
    import uuid not null references app.import on delete cascade,
    number int not null,
    cells jsonb not null,
    state text not null default 'waiting',
    record uuid,
    problems jsonb,
    primary key (import, number)
  ) ${BUSY}`,
  'create index import_row_state on app.import_row (import, state, number)',
  `create table app.saved_mapping (
    id uuid primary key,
    module text not null,
    name text not null,
    actor uuid not null,
    headers jsonb not null,
    mapping jsonb not null,
    options jsonb not null,
    unique (actor, module, name)
  )`,
]

const PERSONAL = [
  `create table app.user_view (
    id uuid primary key,
    module text not null,
    owner uuid not null,
    label text not null,
    definition jsonb not null,
    shared boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  'create index user_view_module on app.user_view (module, owner)',
  `create table app.preference (
    user_id uuid not null,
    key text not null,
    value jsonb not null,
    primary key (user_id, key)
  )`,
]
