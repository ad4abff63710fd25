import type pg from 'pg'
import { idOf, idSql } from './ids.ts'

export const OWNERS = 500
const TEAMS = 25
const AREAS = 5

/** Sees what the people of the first team own, and their own: 20 owners of 500. */
export const VIEWER = idOf('users', 1)

/**
 * 500 people in a tree of five levels: the stock role at the top, 5 areas, 5 regions, 25 managers, 25 teams. The first 25 people are
 * the managers; the others stand in the teams in turn, so that each team owns records all over the tables.
 */
export async function fillPeople(client: pg.Client): Promise<void> {
  await client.query(`
    with level as (
      select n, 'area ' || n as name, (select id from data.roles where code = 'ceo') as parent from generate_series(1, ${AREAS}) n
      union all select 100 + n, 'region ' || n, ${idSql('roles', 'n')} from generate_series(1, ${AREAS}) n
      union all select 200 + n, 'manager ' || n, ${idSql('roles', `101 + n % ${AREAS}`)} from generate_series(1, ${TEAMS}) n
      union all select 300 + n, 'team ' || n, ${idSql('roles', '200 + n')} from generate_series(1, ${TEAMS}) n)
    insert into data.roles (id, owner, created_at, updated_at, version, name, code, parent, profiles)
    select ${idSql('roles', 'l.n')}, p.id, now(), now(), 1, l.name, 'bench_' || l.n, l.parent, array(select id from data.profiles where code = 'sales')
    from level l cross join (select id from app.principal order by id limit 1) p`)
  await client.query(`
    insert into data.users (id, owner, created_at, updated_at, version, name, username, email, active, is_admin, role, locale, time_zone)
    select ${idSql('users', 'n')}, ${idSql('users', 'n')}, now(), now(), 1, 'Person ' || n, 'person' || n, 'person' || n || '@example.com', true, false,
      case when n <= ${TEAMS} then ${idSql('roles', '200 + n')} else ${idSql('roles', `301 + (n - 1) % ${TEAMS}`)} end, 'en', 'UTC'
    from generate_series(1, ${OWNERS}) n`)
  await client.query(
    `insert into app.principal (id, kind, label, active) select ${idSql('users', 'n')}, 'user', 'Person ' || n, true from generate_series(1, ${OWNERS}) n`,
  )
}

/** The owners whose records the viewer may see. */
export function ownersSeen(): string[] {
  return [VIEWER, ...Array.from({ length: OWNERS / TEAMS - 1 }, (_, index) => idOf('users', 1 + TEAMS * (index + 1)))]
}
