import { Migration } from '@mikro-orm/migrations'

/** With whom a saved view is shared, and which view opens first for a role. */
export class SharedViews extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement)
  }
}

const STATEMENTS = [
  // Both empty: a shared view is everybody's.
  `alter table app.user_view add column roles uuid[] not null default '{}', add column groups uuid[] not null default '{}'`,
  `create table app.view_default (
    module text not null,
    role uuid not null,
    view text not null,
    set_by uuid not null,
    primary key (module, role)
  )`,
]
