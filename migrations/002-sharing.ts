import { Migration } from '@mikro-orm/migrations'

/** Sharing rules, and records that were shared by hand. */
export class Sharing extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  `create table app.sharing_rule (
    id uuid primary key,
    module text not null,
    label text not null,
    from_kind text not null check (from_kind in ('role', 'role_and_below', 'group', 'condition')),
    from_id uuid,
    condition jsonb,
    to_kind text not null check (to_kind in ('role', 'role_and_below', 'group')),
    to_id uuid not null,
    access text not null check (access in ('read', 'write')),
    related text[] not null default '{}',
    created_at timestamptz not null,
    created_by uuid,
    updated_at timestamptz not null,
    updated_by uuid,
    check ((from_kind = 'condition') = (condition is not null) and (from_kind = 'condition') = (from_id is null))
  )`,
  'create index sharing_rule_module on app.sharing_rule (module)',
  // Ids are unique over all modules: the record alone finds its shares.
  `create table app.record_share (
    record uuid not null,
    principal uuid not null,
    module text not null,
    access text not null check (access in ('read', 'write')),
    created_at timestamptz not null,
    created_by uuid,
    primary key (record, principal)
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)`,
  'create index record_share_principal on app.record_share (principal, module, record) include (access)',
]
