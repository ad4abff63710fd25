import { describe, expect, it } from 'vitest'
import type { Sort } from '../../contract/condition.ts'
import { queryScopeOf } from '../query-scope.ts'
import { compileWithSlots, fillSlots, idArray, runOf } from '../slots.ts'
import { libraryModel } from '../testing/library-model.ts'
import { ANNE, BERT, contextOf, noDatabase, rightsOf } from '../testing/test-world.ts'
import type { CursorPosition } from './cursor.ts'
import { compileList, type ListShape } from './list-statement.ts'
import { resolveSort } from './sort-keys.ts'

const ctx = contextOf(noDatabase, libraryModel())
const ID = '00000000-0000-7000-8000-000000000001'

function compile(given: Partial<ListShape> & { sort?: Sort[]; at?: CursorPosition }, rights = rightsOf()) {
  const scope = queryScopeOf(ctx, rights)
  const { sort, at = null, ...shape } = given
  const cursor = at && { direction: at.direction, blanks: at.values.map((value) => value === null) }
  const { fragment } = compileList(scope, {
    module: 'books',
    fields: [],
    cursor,
    rows: 51,
    order: resolveSort(scope, { module: shape.module ?? 'books', sort: sort ?? [{ field: 'created_at', order: 'desc' }], linkedWith: shape.linkedWith }),
    ...shape,
  })
  const { text, values } = fillSlots(compileWithSlots(fragment), runOf(ctx, rights, { cursor: at, linkedId: ID }))
  return { text: text.replaceAll('"', '').replace(/\s+/g, ' '), values }
}

const OUTER = 'select k.s0::text as k0, t.id as c0, t.version as c1, t.owner as c2 from'

describe('a list statement', () => {
  it('finds ids from an index alone and fetches the rows after', () => {
    expect(compile({})).toEqual({
      text: `${OUTER} (select t.id, t.created_at as s0 from data.books as t where t.deleted_at is null order by t.created_at desc limit 51) as k join data.books as t on t.id = k.id order by k.s0 desc`
        .replaceAll(' limit', ', t.id desc limit')
        .replace(/desc$/, 'desc, k.id desc'),
      values: [],
    })
  })

  it('asks up to 50 owners one by one, in one parameter', () => {
    const { text, values } = compile({ sort: [{ field: 'published', order: 'desc' }] }, rightsOf({ owners: [ANNE, BERT] }))
    expect(text).toContain(
      'p0 as materialized (select m.* from unnest($1::uuid[]) as o(owner) cross join lateral (select t.id, t.published as s0 from data.books as t where t.owner = o.owner and t.deleted_at is null and t.published is not null order by t.published desc, t.id desc limit 51) as m order by m.s0 desc, m.id desc limit 51)',
    )
    expect(text).toContain(
      'where t.owner = o.owner and t.deleted_at is null and t.published is null and (select count(*) from p0) < 51 order by t.id desc limit 51) as m order by m.id desc limit 51)',
    )
    expect(values).toEqual([idArray([ANNE, BERT])])
  })

  const people = (count: number) => rightsOf({ owners: Array.from({ length: count }, (_, index) => `${ID.slice(0, -2)}${String(index).padStart(2, '0')}`) })

  const byDay: Sort[] = [{ field: 'published', order: 'desc' }]

  it('asks more owners for few rows first, and those for more whose few all stand in the page', () => {
    const { text } = compile({ sort: byDay }, people(9))
    expect(text).toContain(
      'with h as materialized (select o.owner, m.* from unnest($1::uuid[]) as o(owner) cross join lateral (select t.id, t.published as s0 from data.books as t where t.owner = o.owner and t.deleted_at is null and t.published is not null order by t.published desc, t.id desc limit 8) as m order by m.s0 desc, m.id desc limit 51)',
    )
    expect(text).toContain('from (select h.owner from h group by h.owner having count(*) = 8) as o cross join lateral')
    expect(text).toContain('limit 51 offset 8) as m)')
  })

  it('looks at the next rows of the list before it asks dozens of owners', () => {
    const look =
      /^with c as materialized \(select t\.id, t\.published as s0 from \(select t\.id, t\.owner, t\.published from data\.books .* limit 1632\) as t where true and t\.owner = any/
    expect(compile({ sort: byDay }, people(33)).text).toMatch(look)
    expect(compile({ sort: byDay }, people(33)).text).toMatch(/p1 as materialized \(select r\.\* from \(.*\) as r where \(select count\(\*\) from c\) < 51\)/)
    expect(compile({ sort: byDay }, people(32)).text).not.toMatch(look)
    expect(compile({ sort: byDay, filter: { field: 'lent', op: 'is', value: true } }, people(33)).text).not.toMatch(look)
  })

  it('tests the owner of each row in one ordered scan above 50 owners, for orders without an index, and for several keys', () => {
    expect(compile({}, people(51)).text).toContain('where t.deleted_at is null and t.owner = any($1::uuid[]) order by t.created_at desc, t.id desc limit 51')
    for (const sort of [[{ field: 'weight' }], [{ field: 'author' }], [{ field: 'published' }, { field: 'name' }]]) {
      expect(compile({ sort }, rightsOf({ owners: [ANNE] })).text).not.toContain('lateral')
    }
  })

  it('answers nothing where the actor may see nothing', () => {
    expect(compile({}, rightsOf({ scopes: { books: { kind: 'none' } } })).text).toContain('where t.deleted_at is null and false order by')
  })

  it('reads rows with a value first and blank ones only if the page is not full, each along its index', () => {
    const { text } = compile({ sort: [{ field: 'published', order: 'desc' }] })
    expect(text).toContain(
      'with p0 as materialized (select t.id, t.published as s0 from data.books as t where t.deleted_at is null and t.published is not null order by t.published desc, t.id desc limit 51), ',
    )
    expect(text).toContain(
      'p1 as materialized (select t.id, t.published as s0 from data.books as t where t.deleted_at is null and t.published is null and (select count(*) from p0) < 51 order by t.id desc limit 51)',
    )
    expect(text).toContain('from (select 0 as part, p0.* from p0 union all select 1 as part, p1.* from p1) as k')
    expect(text).toMatch(/order by k\.part, k\.s0 desc nulls last, k\.id desc limit 51$/)
  })

  it('compares a row with the cursor: one range of the index', () => {
    const next = compile({ at: { direction: 'next', values: ['2026-01-01 00:00:00.123456+00'], id: ID } })
    expect(next.text).toContain(
      'where t.deleted_at is null and (t.created_at, t.id) < ($1::timestamp with time zone, $2::uuid) order by t.created_at desc, t.id desc',
    )
    expect(next.values).toEqual(['2026-01-01 00:00:00.123456+00', ID])
    const previous = compile({ at: { direction: 'previous', values: ['2026-01-01 00:00:00+00'], id: ID } })
    expect(previous.text).toContain('(t.created_at, t.id) > ($1::timestamp with time zone, $2::uuid) order by t.created_at asc, t.id asc')
  })

  it('goes on among blank values where the cursor stands on one', () => {
    const sort: Sort[] = [{ field: 'published', order: 'desc' }]
    const { text, values } = compile({ sort, at: { direction: 'next', values: [null], id: ID } })
    expect(text).toContain(
      '(select t.id, t.published as s0 from data.books as t where t.deleted_at is null and t.published is null and t.id < $1::uuid order by t.id desc limit 51) as k',
    )
    expect(values).toEqual([ID])
    const back = compile({ sort, at: { direction: 'previous', values: [null], id: ID } }).text
    expect(back).toMatch(
      /^with p0 as materialized \(.*published is null and t\.id > \$1::uuid order by t\.id asc limit 51\), p1 as materialized \(.*published is not null and \(select count.*order by t\.published asc/,
    )
  })

  it('keeps the range of the first key for an index when there are more', () => {
    const sort: Sort[] = [{ field: 'published', order: 'desc' }, { field: 'pages' }]
    const { text, values } = compile({ sort, at: { direction: 'next', values: ['2026-01-01', '7'], id: ID } })
    expect(text).toContain(
      't.published <= $1::date and (t.published < $1::date or ((t.pages > $2::bigint or t.pages is null) or (t.pages = $2::bigint and t.id > $3::uuid)))',
    )
    expect(text).toContain('order by t.published desc, t.pages asc nulls last, t.id asc')
    expect(values).toEqual(['2026-01-01', '7', ID])
  })

  it('sorts references by their labels', () => {
    expect(compile({ sort: [{ field: 'author' }] }).text).toContain(
      'left join data.authors as t1 on t1.id = t.author and t1.deleted_at is null where t.deleted_at is null and t1.name is not null order by t1.name asc, t.id asc',
    )
    expect(compile({ sort: [{ field: 'owner' }] }).text).toContain('left join app.principal as t1 on t1.id = t.owner')
  })

  it('searches by the index first, and in the order of the list where the words are common', () => {
    const { text } = compile({ q: 'war' })
    expect(text).toMatch(
      /^with c as materialized \(select t\.id, t\.created_at as s0, true as fits from data\.books as t where t\.deleted_at is null and t\.search_vector @@ \$1::tsquery and .* limit 5001\), /,
    )
    expect(text).toContain(
      'p0 as materialized (select c.id, c.s0 from c where c.fits and (select count(*) from c) <= 5000 order by c.s0 desc, c.id desc limit 51), ',
    )
    expect(text).toMatch(
      /p1 as materialized \(select r\.\* from \(.* and case when .* then true else false end order by t\.created_at desc, .*\) as r where \(select count\(\*\) from c\) > 5000\)/,
    )
  })

  it('takes the candidates of all owners first where the actor sees few', () => {
    const { text } = compile({ q: 'war', sort: [{ field: 'name' }] }, rightsOf({ owners: [ANNE] }))
    expect(text).toMatch(
      /^with c as materialized \(select t\.id, t\.name as s0, \(true and t\.owner = any\(\$1::uuid\[\]\) and .*\) as fits from data\.books as t where t\.deleted_at is null and t\.search_vector @@ \$\d+::tsquery limit 20001\), /,
    )
    expect(text).toContain('unnest($1::uuid[]) as o(owner) cross join lateral')
  })

  it('lists linked records with the attributes of the link', () => {
    const link = libraryModel().modules.books?.links[0]
    if (!link) throw new Error('no link')
    const { text, values } = compile(
      { module: 'authors', linkedWith: { link, side: 'right', id: ID }, sort: [{ field: 'created_at' }] },
      rightsOf({ owners: [ANNE] }),
    )
    expect(text).toContain('exists (select from data.link_books_shelves as l where l.right_id = t.id and l.left_id = $1::uuid)')
    expect(text).toContain('join data.link_books_shelves as l on l.right_id = k.id and l.left_id = $1::uuid')
    expect(text).toContain('l.part as l0_0')
    expect(values).toEqual([ID, idArray([ANNE])])
  })

  it('selects each column once, whatever asks for it', () => {
    const { text } = compile({ fields: ['owner', 'author', 'author.name', 'author.country', 'id'], sort: [{ field: 'created_at' }] })
    expect(text).toContain(
      'select k.s0::text as k0, t.id as c0, t.version as c1, t.owner as c2, t1.label as c3, t.author as c4, t2.name as c5, t2.name as c6, t2.country as c7 from',
    )
  })

  it('takes the order of the default view, and else the newest', () => {
    const scope = queryScopeOf(ctx, rightsOf())
    expect(resolveSort(scope, { module: 'books' }).keys.map(({ field }) => field.path)).toEqual(['published'])
    expect(resolveSort(queryScopeOf(ctx, rightsOf({ hidden: ['books.published'] })), { module: 'books', sort: [] }).keys).toEqual([])
    expect(resolveSort(scope, { module: 'authors' })).toEqual({ keys: [], idDescending: true })
  })
})
