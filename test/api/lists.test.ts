import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApi } from '../support/api-table.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
const kept: Record<string, string> = {}
const books = '/api/records/books'

beforeAll(async () => {
  app = await startTestApp('foreign')
  const make = async (module: string, list: object[]): Promise<string[]> => {
    const operations = list.map((values) => ({ op: 'create', values }))
    const { body } = await app.call({ as: 'dora', method: 'POST', url: `/api/records/${module}/batch`, body: { mode: 'all', operations } })
    return (body as { results: { record: { id: string } }[] }).results.map((result) => result.record.id)
  }
  const [cellar = '', attic = ''] = await make('shelves', [
    { name: 'Cellar', floor: -1 },
    { name: 'Attic', floor: 3 },
  ])
  const ids = await make('books', [
    { title: 'Emma', author: 'Austen', price: '10', pages: 474, genre: 'fiction', status: 'on_shelf', shelf: cellar, published_on: '1815-12-23' },
    { title: 'Persuasion', author: 'Austen', price: '8.5', pages: 249, genre: 'fiction', shelf: attic, published_on: '1817-12-20' },
    {
      title: 'Cosmos',
      author: 'Sagan',
      price: '20',
      pages: 396,
      genre: 'science',
      status: 'lost',
      lost_on: '2026-01-31',
      shelf: attic,
      published_on: '1980-10-01',
    },
    { title: '红楼梦', author: '曹雪芹', pages: 1200, genre: 'fiction', status: 'on_shelf' },
  ])
  const [mei = ''] = await make('members', [{ name: 'Mei', email: 'mei@example.org', phone: '+86 10 6552 9988' }, { name: 'Otto' }])
  Object.assign(kept, { cellar, attic, emma: ids[0], persuasion: ids[1], cosmos: ids[2], dream: ids[3], mei })
})
afterAll(() => app.stop())

const titles = (...names: string[]) => ({ records: names.map((title) => ({ values: { title } })) })
const filter = (condition: unknown) => encodeURIComponent(JSON.stringify(condition))

describe('a list', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'is sorted as asked', as: 'dora', url: `${books}?sort=pages:desc&fields=title,pages`, status: 200, has: titles('红楼梦', 'Emma', 'Cosmos', 'Persuasion') },
    { name: 'takes columns, filter and sort from a view', as: 'dora', url: `${books}?view=missing`, status: 200, has: { records: [{ values: { title: 'Cosmos', 'shelf.name': 'Attic', 'shelf.floor': 3 } }] }, hasNot: ['"author"'] },
    { name: 'knows no view that is not there', as: 'dora', url: `${books}?view=secret`, status: 404 },
    { name: 'is filtered by a tree, through references', as: 'dora', url: `${books}?sort=title&filter=${filter({ any: [{ field: 'shelf.floor', op: 'gt', value: 2 }, { not: { field: 'pages', op: 'lt', value: 1000 } }] })}&fields=title`, status: 200, has: titles('红楼梦', 'Cosmos', 'Persuasion') },
    { name: 'takes the same as a body', as: 'dora', method: 'POST', url: `${books}/query`, body: { filter: { field: 'author', op: 'is', value: 'Austen' }, sort: [{ field: 'pages' }], fields: ['title'], count: 'exact', totals: ['pages', 'price'] }, status: 200, has: { ...titles('Persuasion', 'Emma'), count: { value: 2, exact: true }, totals: { pages: '723', price: '18.5' } } },
    { name: 'adds the filter to that of the view', as: 'dora', url: `${books}?view=missing&filter=${filter({ field: 'pages', op: 'lt', value: 10 })}`, status: 200, has: { records: [] } },
    { name: 'searches text', as: 'dora', url: `${books}?q=austen&sort=title&fields=title`, status: 200, has: titles('Emma', 'Persuasion') },
    { name: 'searches two Chinese characters', as: 'dora', url: `${books}?q=${encodeURIComponent('楼梦')}&fields=title`, status: 200, has: titles('红楼梦') },
    { name: 'searches the initials of pinyin', as: 'dora', url: `${books}?q=hlm&fields=title`, status: 200, has: titles('红楼梦') },
    { name: 'counts only when asked', as: 'dora', url: `${books}?limit=1`, status: 200, hasNot: ['"count"'] },
    { name: 'has a page size', as: 'dora', url: `${books}?limit=2&sort=title&fields=title`, status: 200, has: { next: expect.any(String), previous: null }, keep: { next: 'next' } },
    { name: 'goes on behind its page', as: 'dora', url: `${books}?limit=2&sort=title&fields=title&cursor={next}`, status: 200, has: { ...titles('Emma', 'Persuasion'), next: null, previous: expect.any(String) }, keep: { previous: 'previous' } },
    { name: 'goes back', as: 'dora', url: `${books}?limit=2&sort=title&fields=title&cursor={previous}`, status: 200, has: titles('红楼梦', 'Cosmos') },
    { name: 'refuses the cursor of another list', as: 'dora', url: `${books}?limit=2&sort=pages&cursor={next}`, status: 422, has: { problems: [{ field: 'cursor', code: 'CURSOR' }] } },
    { name: 'has 200 records at most', as: 'dora', url: `${books}?limit=201`, status: 400 },
    { name: 'refuses a filter that is no JSON', as: 'dora', url: `${books}?filter=title`, status: 422, has: { problems: [{ field: 'filter' }] } },
    { name: 'refuses an operator that the field has not', as: 'dora', url: `${books}?filter=${filter({ field: 'pages', op: 'contains', value: '4' })}`, status: 422, has: { problems: [{ field: 'pages', code: 'OPERATOR' }] } },
    { name: 'refuses a field that is not there, in filter, sort, fields and totals', as: 'dora', method: 'POST', url: `${books}/query`, body: { filter: { field: 'colour', op: 'is', value: 'red' } }, status: 422, has: { problems: [{ code: 'UNKNOWN_FIELD' }] } },
    { name: 'refuses a sort by what cannot be sorted', as: 'dora', url: `${books}?sort=scans`, status: 422, has: { problems: [{ code: 'NOT_SORTABLE' }] } },
    { name: 'refuses a filter that is too deep', as: 'dora', method: 'POST', url: `${books}/query`, body: { filter: deep(62) }, status: 422 },
    { name: 'refuses a body that is much too deep', as: 'dora', method: 'POST', url: `${books}/query`, headers: { 'content-type': 'application/json' }, body: `{"filter":${'{"not":'.repeat(5000)}{}${'}'.repeat(5001)}`, status: 400 },
    { name: 'refuses a deep filter in the address', as: 'dora', url: `${books}?filter=${filter(deep(500))}`, status: 422 },
  ], kept)
})

function deep(levels: number): object {
  return Array.from({ length: levels }).reduce<object>((inner) => ({ not: inner }), { field: 'pages', op: 'gt', value: 1 })
}

describe('aggregates', () => {
  const url = `${books}/aggregate`
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    {
      name: 'group and measure',
      as: 'dora', method: 'POST', url, body: { groupBy: [{ field: 'author' }], measures: [{ fn: 'count' }, { fn: 'sum', field: 'price' }, { fn: 'max', field: 'pages' }], sort: [{ by: 'measure', index: 2, order: 'desc' }] },
      status: 200, has: { rows: [{ group: ['曹雪芹'], measures: ['1', null, '1200'] }, { group: ['Austen'], measures: ['2', '18.5', '474'] }, { group: ['Sagan'], measures: ['1', '20', '396'] }] },
    },
    { name: 'know the labels of groups', as: 'dora', method: 'POST', url, body: { groupBy: [{ field: 'genre' }, { field: 'shelf' }], measures: [{ fn: 'count' }], filter: { field: 'shelf', op: 'is', value: '{cellar}' } }, status: 200, has: { rows: [{ group: ['fiction', '{cellar}'], labels: ['Fiction', 'Cellar'], measures: ['1'] }] } },
    { name: 'put dates into buckets', as: 'dora', method: 'POST', url, body: { groupBy: [{ field: 'published_on', bucket: 'year' }], measures: [{ fn: 'count' }], filter: { field: 'author', op: 'is', value: 'Austen' } }, status: 200, has: { rows: [{ group: ['1815-01-01'] }, { group: ['1817-01-01'] }] } },
    { name: 'keep groups by their measures', as: 'dora', method: 'POST', url, body: { groupBy: [{ field: 'author' }], measures: [{ fn: 'count' }], having: [{ measure: 0, op: 'gte', value: '2' }] }, status: 200, has: { rows: [{ group: ['Austen'] }] } },
    { name: 'do not sum what is no number', as: 'dora', method: 'POST', url, body: { measures: [{ fn: 'sum', field: 'title' }] }, status: 422, has: { problems: [{ code: 'NOT_SUMMABLE' }] } },
    { name: 'have three groups at most', as: 'dora', method: 'POST', url, body: { groupBy: Array(4).fill({ field: 'author' }), measures: [{ fn: 'count' }] }, status: 400 },
    { name: 'do not tell of fields that are hidden', as: 'rita', method: 'POST', url, body: { measures: [{ fn: 'sum', field: 'price' }] }, status: 422, has: { problems: [{ code: 'UNKNOWN_FIELD' }] } },
  ], kept)
})

describe('related records and links', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are those that refer to the record', as: 'dora', url: '/api/records/shelves/{attic}/related/books?sort=title&fields=title', status: 200, has: titles('Cosmos', 'Persuasion') },
    { name: 'know no relation that is not there', as: 'dora', url: '/api/records/shelves/{attic}/related/readers', status: 404 },
    { name: 'are linked with attributes', as: 'dora', method: 'PUT', url: `${books}/{emma}/links/readers/{mei}`, body: { values: { stars: 4, note: 'again' } }, status: 200, has: { changeSet: expect.any(String) } },
    { name: 'are told of with the attributes of the link', as: 'dora', url: `${books}/{emma}/related/readers`, status: 200, has: { records: [{ id: '{mei}', link: { stars: 4, note: 'again' } }] } },
    { name: 'are seen from the other side', as: 'dora', url: '/api/records/members/{mei}/related/favourites?fields=title', status: 200, has: { records: [{ id: '{emma}', link: { stars: 4 } }] } },
    { name: 'change the attributes that are sent', as: 'dora', method: 'PUT', url: '/api/records/members/{mei}/links/favourites/{emma}', body: { values: { stars: 5 } }, status: 200 },
    { name: 'keep the attributes that are not sent', as: 'dora', url: `${books}/{emma}/related/readers`, status: 200, has: { records: [{ link: { stars: 5, note: 'again' } }] } },
    { name: 'check the attributes', as: 'dora', method: 'PUT', url: `${books}/{emma}/links/readers/{mei}`, body: { values: { stars: 6 } }, status: 422, has: { problems: [{ field: 'stars' }] } },
    { name: 'are not linked by who may change neither record', as: 'rita', method: 'PUT', url: `${books}/{emma}/links/readers/{mei}`, status: 403 },
    { name: 'are not linked with what is not there', as: 'dora', method: 'PUT', url: `${books}/{emma}/links/readers/{cosmos}`, status: 404 },
    { name: 'are in the history of both', as: 'dora', url: '/api/records/members/{mei}/history', status: 200, has: { events: [{ action: 'link' }, { action: 'link' }, { action: 'create' }] } },
    { name: 'are unlinked', as: 'dora', method: 'DELETE', url: `${books}/{emma}/links/readers/{mei}`, status: 200 },
    { name: 'are unlinked once only', as: 'dora', method: 'DELETE', url: `${books}/{emma}/links/readers/{mei}`, status: 404 },
    { name: 'are no more', as: 'dora', url: `${books}/{emma}/related/readers`, status: 200, has: { records: [] } },
  ], kept)
})

describe('look-up, search and duplicates', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'look-up finds by name', as: 'dora', url: '/api/lookup/books?q=em', status: 200, has: { options: [{ id: '{emma}', module: 'books', label: 'Emma' }] } },
    { name: 'look-up is filtered', as: 'dora', url: `/api/lookup/books?filter=${filter({ field: 'genre', op: 'is', value: 'science' })}`, status: 200, has: { options: [{ id: '{cosmos}' }] } },
    { name: 'look-up needs the right to read', as: 'nick', url: '/api/lookup/books', status: 404 },
    { name: 'search looks into all modules', as: 'dora', url: '/api/search?q=mei', status: 200, has: { groups: [{ module: 'members', records: [{ id: '{mei}' }], more: false }] } },
    { name: 'search finds a number however it is written', as: 'dora', url: '/api/search?q=65529988', status: 200, has: { groups: [{ module: 'members' }] } },
    { name: 'search keeps to modules', as: 'dora', url: '/api/search?q=mei&modules=books,shelves', status: 200, has: { groups: [] } },
    { name: 'search needs a text', as: 'dora', url: '/api/search', status: 400, has: { problems: [{ field: 'q' }] } },
    { name: 'duplicates are found by the rules of the module', as: 'dora', method: 'POST', url: '/api/records/members/duplicates', body: { values: { name: 'Somebody', email: 'MEI@example.org ' } }, status: 200, has: { candidates: [{ record: { id: '{mei}' }, rule: 0 }] } },
    { name: 'duplicates are not the record itself', as: 'dora', method: 'POST', url: '/api/records/members/duplicates', body: { id: '{mei}', values: { email: 'mei@example.org' } }, status: 200, has: { candidates: [] } },
    { name: 'duplicates need the right to read', as: 'nick', method: 'POST', url: '/api/records/members/duplicates', body: { values: {} }, status: 404 },
  ], kept)

  it('search finds nothing in modules that may not be read', async () => {
    expect((await app.call({ as: 'nick', url: '/api/search?q=mei' })).body).toEqual({ groups: [] })
  })
})
