import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Records that a search took for one. */
export interface FoundGroup {
  rule: number
  score: number
  records: string[]
}

/** The kind of the tasks that search. */
export const DUPLICATE_SEARCH = 'find-duplicates'

/** Keeps what a search found, the surest first, and forgets what the same user's former searches in the module found. */
export async function keepGroups(database: Database, search: { task: string; module: string; groups: FoundGroup[] }): Promise<void> {
  const { task, module, groups } = search
  await database.transaction(async (inside) => {
    await inside.query(sql`
      delete from app.duplicate_group g using app.task t, app.task mine
      where mine.id = ${task}::uuid and t.id = g.task and g.module = ${module} and t.actor = mine.actor`)
    await inside.query(sql`
      insert into app.duplicate_group (task, number, module, rule, score, records)
      select ${task}::uuid, g.number, ${module}, (g.found ->> 'rule')::int, (g.found ->> 'score')::real,
        array(select value::uuid from jsonb_array_elements_text(g.found -> 'records'))
      from jsonb_array_elements(${JSON.stringify(groups)}::jsonb) with ordinality as g(found, number)`)
  })
}

/** Groups of a search behind a number. */
export function loadGroups(database: Database, wanted: { task: string; behind: number; limit: number }): Promise<(FoundGroup & { number: number })[]> {
  return database.query<FoundGroup & { number: number }>(sql<FoundGroup & { number: number }>`
    select g.number, g.rule, g.score, g.records from app.duplicate_group g
    where g.task = ${wanted.task}::uuid and g.number > ${wanted.behind} order by g.number limit ${wanted.limit}`)
}

/** The newest search of a user in a module, the newest that came to its end, and how many of its groups are left. */
export async function findSearches(
  database: Database,
  of: { actor: string; module: string },
): Promise<{ newest: string | null; done: string | null; found: number }> {
  const [row] = await database.query<{ newest: string | null; done: string | null; found: number }>(sql<{
    newest: string | null
    done: string | null
    found: number
  }>`
    with search as (
      select t.id, t.state, t.created_at from app.task t
      where t.actor = ${of.actor}::uuid and t.kind = ${DUPLICATE_SEARCH} and t.module = ${of.module}),
    done as (select s.id from search s where s.state = 'done' order by s.created_at desc limit 1)
    select (select s.id from search s order by s.created_at desc limit 1) as newest, (select d.id from done d) as done,
      (select count(*)::int from app.duplicate_group g where g.task = (select d.id from done d)) as found`)
  return row ?? { newest: null, done: null, found: 0 }
}
