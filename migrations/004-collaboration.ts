import { Migration } from '@mikro-orm/migrations'

/** Who follows a record, and what users are told about. */
export class Collaboration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  // A row says what a user chose; without one, the owner follows and nobody else does.
  `create table app.follower (
    record uuid not null,
    user_id uuid not null,
    module text not null,
    following boolean not null,
    at timestamptz not null,
    primary key (record, user_id)
  )`,
  'create index follower_of_user on app.follower (user_id, at desc) where following',
  `create table app.notification (
    id uuid primary key,
    user_id uuid not null,
    kind text not null,
    at timestamptz not null,
    read_at timestamptz,
    actor uuid,
    actor_name text,
    module text,
    record uuid,
    change_set uuid,
    count int not null default 1,
    params jsonb not null
  ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)`,
  'create index notification_of_user on app.notification (user_id, at desc, id desc)',
  'create index notification_unread on app.notification (user_id, at desc, id desc) where read_at is null',
  'create index notification_at on app.notification (at)',
  // One action that touches many records of a module is told once.
  'create unique index notification_of_many on app.notification (user_id, kind, change_set, module) where record is null and change_set is not null',
]
