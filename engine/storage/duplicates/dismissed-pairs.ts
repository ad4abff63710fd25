import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Remembers that none of these records is one with another of them, and takes the groups that say so away. */
export async function dismissRecords(database: Database, input: { module: string; ids: string[]; actor: string | null }): Promise<void> {
  const { module, ids, actor } = input
  await database.transaction(async (inside) => {
    await inside.query(sql`
      insert into app.not_duplicate (module, one, other, at, actor)
      select ${module}, a.id, b.id, now(), ${actor}::uuid
      from unnest(${ids}::uuid[]) as a(id) join unnest(${ids}::uuid[]) as b(id) on a.id < b.id
      on conflict do nothing`)
    await inside.query(sql`delete from app.duplicate_group g where g.module = ${module} and g.records <@ ${ids}::uuid[]`)
  })
}

/** Pairs of records that are known to be none, each as `<one> <other>` with the smaller id first. */
export async function loadDismissed(database: Database, module: string): Promise<Set<string>> {
  const rows = await database.query<{ pair: string }>(sql<{ pair: string }>`
    select n.one || ' ' || n.other as pair from app.not_duplicate n where n.module = ${module}`)
  return new Set(rows.map(({ pair }) => pair))
}
