import { Migration } from '@mikro-orm/migrations'

/** What a search for duplicates found, and pairs of records of which people said that they are none. */
export class Duplicates extends Migration {
  override up(): void {
    this.addSql(`create table app.duplicate_group (
      task uuid not null references app.task on delete cascade,
      number int not null,
      module text not null,
      rule int not null,
      score real not null,
      records uuid[] not null,
      primary key (task, number)
    )`)
    this.addSql('create index duplicate_group_records on app.duplicate_group using gin (records)')
    this.addSql(`create table app.not_duplicate (
      module text not null,
      one uuid not null,
      other uuid not null,
      at timestamptz not null,
      actor uuid,
      primary key (module, one, other),
      check (one < other)
    )`)
  }
}
