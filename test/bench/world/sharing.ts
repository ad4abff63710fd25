import type pg from 'pg'
import { idOf, idSql } from './ids.ts'
import { OWNERS, VIEWER } from './people.ts'

const GROUPS = 20
const AREAS_OF_DIRECTOR = 3

/** People who see more and more: what they own, what a team of 20 owns, what 300 people own. Besides, what rules and others share with them. */
export const PEOPLE_WHO_SEE = { 'sales person': idOf('users', 26), 'manager of 20': VIEWER, 'director of 300': idOf('users', OWNERS) }

/**
 * 20 groups of 25 people, 30 sharing rules (20 from group to group, 10 by a condition for a part of the role tree), 2,000 records shared by
 * hand, and a director above three of the five areas.
 */
export async function fillSharing(client: pg.Client): Promise<void> {
  const role = (n: string) => idSql('roles', n)
  const group = (n: string) => idSql('roles', `900 + ${n}`)
  const user = (n: string) => idSql('users', n)
  await client.query(`
    insert into data.roles (id, owner, created_at, updated_at, version, name, code, parent, profiles)
    select ${role('500')}, r.owner, now(), now(), 1, 'director', 'bench_director', r.parent, r.profiles from data.roles r where r.id = ${role('1')};
    update data.roles set parent = ${role('500')} where id in (select ${role('n')} from generate_series(1, ${AREAS_OF_DIRECTOR}) n);
    update data.users set role = ${role('500')} where id = ${user(String(OWNERS))};
    insert into data.groups (id, owner, created_at, updated_at, version, name, code)
    select ${group('n')}, ${user('1')}, now(), now(), 1, 'Group ' || n, 'bench_g' || n from generate_series(1, ${GROUPS}) n;
    insert into app.principal (id, kind, label) select ${group('n')}, 'group', 'Group ' || n from generate_series(1, ${GROUPS}) n;
    insert into data.link_groups_members (id, left_id, right_id, created_at)
    select gen_random_uuid(), ${group(`1 + n % ${GROUPS}`)}, ${user('n')}, now() from generate_series(1, ${OWNERS}) n;
    insert into app.sharing_rule (id, module, label, from_kind, from_id, to_kind, to_id, access, created_at, updated_at)
    select gen_random_uuid(), 'opportunities', 'Rule ' || n, 'group', ${group('n')}, 'group', ${group(`1 + n % ${GROUPS}`)}, case n % 2 when 0 then 'read' else 'write' end, now(), now()
    from generate_series(1, ${GROUPS}) n;
    insert into app.sharing_rule (id, module, label, from_kind, condition, to_kind, to_id, access, created_at, updated_at)
    select gen_random_uuid(), 'opportunities', 'Condition ' || n, 'condition',
      jsonb_build_object('all', jsonb_build_array(
        jsonb_build_object('field', 'stage', 'op', 'is', 'value', 'negotiation'), jsonb_build_object('field', 'amount', 'op', 'gte', 'value', (90000 + n * 100)::text))),
      'role_and_below', ${role('1 + n % 5')}, 'read', now(), now()
    from generate_series(1, 10) n;
    insert into app.record_share (record, principal, module, access, created_at)
    select o.id, ${user(`1 + (row_number() over () * 13) % ${OWNERS}`)}, 'opportunities', 'read', now() from (select id from data.opportunities order by md5(id::text) limit 2000) o
    on conflict do nothing;
    update app.state set rights_version = rights_version + 1`)
  await client.query('analyze app.record_share')
}
