import { describe, expect, it } from 'vitest'
import type { Condition } from '../../contract/condition.ts'
import { AppError } from '../../kernel/errors.ts'
import { createJoins } from '../visible-joins.ts'
import { queryScopeOf } from '../query-scope.ts'
import { BASE } from '../row-source.ts'
import { fillSlots, idArray, runOf } from '../slots.ts'
import { libraryModel } from '../testing/library-model.ts'
import { ANNE, BERT, contextOf, noDatabase, rightsOf, shown } from '../testing/test-world.ts'
import { compileCondition } from './compile-condition.ts'

const ID = '00000000-0000-7000-8000-000000000001'
const ctx = contextOf(noDatabase, libraryModel())

function compile(condition: Condition, rights = rightsOf()) {
  const scope = queryScopeOf(ctx, rights)
  const joins = createJoins(scope, BASE)
  const { text, values } = shown(compileCondition(scope, { module: 'books', joins }, condition))
  return {
    text: text.replaceAll('"t".', ''),
    values: fillSlots({ text, values, fitsAll: false }, runOf(ctx, rights)).values,
    joins: shown(joins.clause()).text,
  }
}

it('takes a week from the day on which the actor begins it', () => {
  const within: Condition = { field: 'published', op: 'within', value: 'this_week' }
  expect(compile(within).values).toEqual(['2026-03-09', '2026-03-16'])
  const sunday = { ...ctx, actor: { ...ctx.actor, formats: { weekStart: 'sunday' as const } } }
  const statement = shown(
    compileCondition(queryScopeOf(sunday, rightsOf()), { module: 'books', joins: createJoins(queryScopeOf(sunday, rightsOf()), BASE) }, within),
  )
  expect(fillSlots({ ...statement, fitsAll: false }, runOf(sunday, rightsOf())).values).toEqual(['2026-03-08', '2026-03-15'])
})

function problemOf(condition: unknown, rights = rightsOf()) {
  try {
    compile(condition as Condition, rights)
  } catch (error) {
    return error instanceof AppError ? error.details.problems?.[0] : error
  }
  return undefined
}

describe('one comparison', () => {
  const cases: [condition: Condition, text: string, values: unknown[]][] = [
    [{ field: 'name', op: 'is', value: 'One' }, '"name" = $1::text', ['One']],
    [{ field: 'name', op: 'is_not', value: 'One' }, '"name" is distinct from $1::text', ['One']],
    [{ field: 'name', op: 'is', value: null }, '("name" is null)', []],
    [{ field: 'name', op: 'is_not', value: null }, '(("name" is null)) is not true', []],
    [{ field: 'name', op: 'is_any', value: ['a', 'b'] }, '"name" = any($1::text[])', [['a', 'b']]],
    [{ field: 'name', op: 'is_none', value: ['a'] }, '("name" = any($1::text[])) is not true', [['a']]],
    [{ field: 'name', op: 'contains', value: '50%_\\' }, '"name" collate "C" ilike $1', ['%50\\%\\_\\\\%']],
    [{ field: 'name', op: 'contains', value: 'Ärger' }, '"name" collate "zh-x-icu" ilike $1', ['%Ärger%']],
    [{ field: 'name', op: 'not_contains', value: 'x' }, '("name" collate "C" ilike $1) is not true', ['%x%']],
    [{ field: 'name', op: 'starts_with', value: 'x' }, '"name" collate "C" ilike $1', ['x%']],
    [{ field: 'name', op: 'ends_with', value: 'x' }, '"name" collate "C" ilike $1', ['%x']],
    [{ field: 'pages', op: 'gte', value: 10 }, '"pages" >= $1::bigint', [10]],
    [{ field: 'weight', op: 'gt', value: '1.5' }, '"weight" > $1::numeric', ['1.5']],
    [{ field: 'pages', op: 'between', value: [1, 9] }, '("pages" >= $1::bigint and "pages" <= $2::bigint)', [1, 9]],
    [{ field: 'price', op: 'lt', value: '99.5' }, '"price_base" < $1::numeric', ['99.5']],
    [{ field: 'printed_at.city', op: 'contains', value: 'B' }, '"printed_at_city" collate "C" ilike $1', ['%B%']],
    [{ field: 'lent', op: 'is', value: true }, '"lent" = $1::boolean', [true]],
    [{ field: 'published', op: 'is', value: '2026-02-01' }, '"published" = $1::date', ['2026-02-01']],
    [{ field: 'published', op: 'within', value: 'this_month' }, '("published" >= $1::date and "published" < $2::date)', ['2026-03-01', '2026-04-01']],
    [{ field: 'published', op: 'within', value: 'past' }, '("published" < $1::date)', ['2026-03-11']],
    [
      { field: 'checked_at', op: 'within', value: 'today' },
      '("checked_at" >= $1::timestamptz and "checked_at" < $2::timestamptz)',
      ['2026-03-10T16:00:00.000Z', '2026-03-11T16:00:00.000Z'],
    ],
    [{ field: 'checked_at', op: 'gte', value: '2026-03-01' }, '"checked_at" >= $1::timestamp with time zone', ['2026-02-28T16:00:00.000Z']],
    [{ field: 'genre', op: 'is_any', value: ['poem', 'novel'] }, '"genre" = any($1::text[])', [['poem', 'novel']]],
    [{ field: 'formats', op: 'has_any', value: ['paper'] }, '"formats" && $1::text[]', [['paper']]],
    [{ field: 'formats', op: 'has_all', value: ['paper', 'film'] }, '"formats" @> $1::text[]', [['paper', 'film']]],
    [{ field: 'formats', op: 'has_none', value: ['paper'] }, '("formats" && $1::text[]) is not true', [['paper']]],
    [{ field: 'formats', op: 'is_blank' }, '(("formats" is null or cardinality("formats") = 0))', []],
    [{ field: 'author', op: 'is', value: ID }, '"author" = $1::uuid', [ID]],
    [{ field: 'about', op: 'is', value: ID }, '"about" = $1::uuid', [ID]],
    [{ field: 'readers', op: 'has_any', value: ID }, '"readers" && $1::uuid[]', [[ID]]],
    [{ field: 'id', op: 'is_any', value: [ID] }, '"id" = any($1::uuid[])', [[ID]]],
    [{ field: 'owner', op: 'is_me' }, '"owner" = $1::uuid', [ANNE]],
    [{ field: 'printed_at.city', op: 'is', value: 'Bonn' }, '"printed_at_city" = $1::text', ['Bonn']],
  ]
  it.each(cases)('%o', (condition, text, values) => {
    expect(compile(condition)).toMatchObject({ text, values })
  })

  it('asks for the team with all of its members in one parameter', () => {
    expect(compile({ field: 'editor', op: 'is_my_team' }, rightsOf({ owners: [ANNE, BERT] }))).toMatchObject({
      text: '"editor" = any($1::uuid[])',
      values: [idArray([ANNE, BERT])],
    })
  })
})

describe('a tree', () => {
  it('joins groups, and turns "is not true" around instead of null', () => {
    const condition: Condition = {
      all: [{ field: 'name', op: 'is', value: 'a' }, { any: [{ field: 'pages', op: 'gt', value: 1 }, { not: { field: 'lent', op: 'is', value: true } }] }],
    }
    expect(compile(condition).text).toBe('("name" = $1::text and ("pages" > $2::bigint or ("lent" = $3::boolean) is not true))')
  })

  it('holds for all with an empty all, for none with an empty any', () => {
    expect(compile({ all: [] }).text).toBe('true')
    expect(compile({ any: [] }).text).toBe('false')
  })

  it('joins each reference once, and only records that the actor may see', () => {
    const condition: Condition = {
      all: [
        { field: 'author.country', op: 'is', value: 'x' },
        { field: 'author.mentor.name', op: 'is', value: 'y' },
        { field: 'author.name', op: 'is', value: 'z' },
      ],
    }
    const { text, joins } = compile(condition, rightsOf({ scopes: { authors: { kind: 'owners', owners: [ANNE] } } }))
    expect(text).toBe('("t1"."country" = $1::text and "t2"."name" = $2::text and "t1"."name" = $3::text)')
    expect(joins).toBe(
      'left join "data"."authors" as "t1" on "t1"."id" = "t"."author" and "t1"."deleted_at" is null and "t1"."owner" = any($1::uuid[])' +
        ' left join "data"."authors" as "t2" on "t2"."id" = "t1"."mentor" and "t2"."deleted_at" is null and "t2"."owner" = any($2::uuid[])',
    )
  })

  it('follows an owner to the fields of the user', () => {
    expect(compile({ field: 'owner.city', op: 'is', value: 'x' }).joins).toContain('left join "data"."users" as "t1" on "t1"."id" = "t"."owner"')
  })
})

describe('what is refused', () => {
  it.each([
    'nope',
    'author.nope',
    'name.country',
    'author.mentor.mentor.mentor.mentor.name',
    '__proto__',
    'constructor',
    'about.name',
    'readers.name',
    'printed_at.nope',
    'price.nope',
    'id.name',
    'search_vector',
    'deleted_at',
    'version',
    'name"',
    '',
  ])('the path %j as unknown', (field) => {
    expect(problemOf({ field, op: 'is', value: 'x' })).toEqual({ field, code: 'UNKNOWN_FIELD' })
  })

  it('answers a forbidden field, a forbidden module and a forbidden hop like an unknown one', () => {
    for (const [hidden, field] of [
      ['books.name', 'name'],
      ['authors', 'author.name'],
      ['books.author', 'author.name'],
      ['authors.name', 'author.name'],
      ['books', 'id'],
      ['books.price', 'price.currency'],
    ] as const) {
      expect(problemOf({ field, op: 'is', value: 'x' }, rightsOf({ hidden: [hidden] }))).toEqual({ field, code: 'UNKNOWN_FIELD' })
    }
  })

  it.each([
    [{ field: 'name', op: 'gt', value: 'a' }, 'OPERATOR'],
    [{ field: 'name', op: '__proto__' }, 'OPERATOR'],
    [{ field: 'name', op: 'constructor' }, 'OPERATOR'],
    [{ field: 'notes', op: 'is', value: 'a' }, 'OPERATOR'],
    [{ field: 'printed_at', op: 'is', value: 'a' }, 'OPERATOR'],
    [{ field: 'pages', op: 'is', value: 'a' }, 'TYPE'],
    [{ field: 'pages', op: 'gt', value: null }, 'TYPE'],
    [{ field: 'pages', op: 'between', value: [1] }, 'TYPE'],
    [{ field: 'pages', op: 'is', value: { $gt: 1 } }, 'TYPE'],
    [{ field: 'published', op: 'within', value: 'someday' }, 'NOT_IN_LIST'],
    [{ field: 'published', op: 'is', value: '2026-02-30' }, 'NOT_A_DATE'],
    [{ field: 'author', op: 'is', value: "x' or true" }, 'TYPE'],
    [{ field: 'genre', op: 'is', value: 'crime' }, 'NOT_IN_LIST'],
    [{ field: 'name', op: 'contains', value: 7 }, 'TYPE'],
    [{ field: 'name', op: 'contains', value: 'a\0' }, 'TYPE'],
    [{ field: 'name', op: 'contains', value: 'x'.repeat(1001) }, 'TYPE'],
    [{ field: 'name', op: 'is', value: 'x'.repeat(1001) }, 'TOO_LONG'],
    [{ field: 'name', op: 'is_any', value: Array(1001).fill('x') }, 'TOO_MANY'],
    [{ field: 7, op: 'is' }, 'TYPE'],
    [{}, 'TYPE'],
    [{ all: Array(201).fill({ field: 'name', op: 'is_blank' }) }, 'TOO_MANY'],
    [
      Array(9)
        .fill(0)
        .reduce((inner: unknown) => ({ not: inner }), { all: [] }),
      'TOO_DEEP',
    ],
  ])('%o with %s', (condition, code) => {
    expect(problemOf(condition)).toMatchObject({ code })
  })
})
