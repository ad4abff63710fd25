import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModuleSet, startTestApp, type TestApp } from '../support/start-app.ts'

type Json = Record<string, unknown>

interface Document {
  openapi: string
  info: { description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Json & { operationId: string; summary: string; parameters?: Json[]; requestBody?: Json; security?: unknown[] }>>
  components: { schemas: Record<string, Json & { example?: unknown; properties?: Record<string, Json> }>; parameters: Record<string, Json> }
}

const documentFor = async (app: TestApp, as: string, headers = {}): Promise<Document> =>
  (await app.call({ as, url: '/api/openapi.json', headers })).body as Document
const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))

describe.each<ModuleSet>(['foreign', 'stock'])('the description of the API of the %s set', (set) => {
  let app: TestApp
  let document: Document
  beforeAll(async () => {
    app = await startTestApp(set)
    document = await documentFor(app, 'admin')
  }, 120_000)
  afterAll(() => app?.stop())

  it('is valid OpenAPI 3.1 by a public validator', async () => {
    const result = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>)
    expect(result.errors ?? []).toEqual([])
    expect([result.valid, document.openapi]).toEqual([true, '3.1.0'])
  })

  it('has schemas that work, and examples that fit them', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema({ ...document, $id: 'api' })
    const faults = Object.entries(document.components.schemas).flatMap(([name, schema]) => {
      const check = ajv.compile({ $ref: `api#/components/schemas/${name}` })
      if (schema.example === undefined || check(schema.example)) return []
      return (check.errors ?? []).map((error) => `${name} ${error.instancePath} ${error.message}`)
    })
    expect(faults).toEqual([])
  })

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].map(([, kind = '', name = '']) => [kind, name] as const)
    const components = document.components as unknown as Record<string, Json>
    expect(references.filter(([kind, name]) => components[kind]?.[name] === undefined)).toEqual([])
  })

  it('says of no two operations that they are the same', () => {
    const ids = Object.values(document.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const tags = document.tags.map(({ name }) => name)
    expect(new Set(tags).size).toBe(tags.length)
  })

  it('has every route of the API, and no other', () => {
    const declared = app.app.server.declaredRoutes.filter(({ method, url }) => method !== 'HEAD' && /^\/(api\/(?!docs)|health|ready|metrics)/.test(url))
    const patterns = declared.map(({ method, url }) => new RegExp(`^${method} ${url.replace(/:\w+/g, '[^/]+')}$`))
    const operations = operationsOf(document)
    expect(
      declared.filter((_route, index) => !operations.some((operation) => patterns[index]?.test(operation))).map(({ method, url }) => `${method} ${url}`),
    ).toEqual([])
    expect(operations.filter((operation) => !patterns.some((pattern) => pattern.test(operation)))).toEqual([])
  })

  it('describes every module that the actor may read', async () => {
    const { modules } = (await app.call({ as: 'admin', url: '/api/metadata' })).body as { modules: Record<string, object> }
    expect(Object.keys(modules).filter((key) => !document.paths[`/api/records/${key}`])).toEqual([])
  })
})

describe('the description for an actor', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('foreign')
  })
  afterAll(() => app.stop())

  it('has the operations of what they may do, and no others', async () => {
    const reader = operationsOf(await documentFor(app, 'rita'))
    expect(reader).toEqual(
      expect.arrayContaining([
        'GET /api/records/books',
        'GET /api/records/loans/{id}',
        'GET /api/records/books/{id}/related/readers',
        'POST /api/records/comments',
      ]),
    )
    for (const absent of [
      'POST /api/records/books',
      'PATCH /api/records/books/{id}',
      'DELETE /api/records/books/{id}',
      'POST /api/records/books/batch',
      'POST /api/records/books/{id}/purge',
      'GET /metrics',
    ])
      expect(reader).not.toContain(absent)
    expect(operationsOf(await documentFor(app, 'admin'))).toEqual(expect.arrayContaining(['POST /api/records/books/{id}/purge', 'GET /metrics']))
  })

  it('knows no field that is hidden, and no module that may not be read', async () => {
    const text = JSON.stringify(await documentFor(app, 'rita'))
    expect(text).toContain('"title"')
    expect(text).not.toMatch(/"price"|catalogue_record|born_on/)
    expect(JSON.stringify(await documentFor(app, 'nick'))).not.toMatch(/books|loans/)
  })

  it('takes as input what may be written, and says what a new record needs', async () => {
    const { schemas } = (await documentFor(app, 'dora')).components
    const input = Object.keys(schemas['BooksInput']?.properties ?? {})
    expect(input).toEqual(expect.arrayContaining(['title', 'price', 'owner']))
    for (const kept of ['number', 'created_at', 'updated_by']) expect(input).not.toContain(kept)
    expect(schemas['BooksNew']).toEqual({ allOf: [{ $ref: '#/components/schemas/BooksInput' }, { type: 'object', required: ['title'] }] })
    expect(schemas['MembersInput']?.properties).toHaveProperty('home')
  })

  it('lists for each field the comparisons that it takes', async () => {
    const { schemas } = (await documentFor(app, 'dora')).components
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    ajv.addSchema({ components: { schemas }, $id: 'api' })
    const isFilter = ajv.compile({ $ref: 'api#/components/schemas/BooksFilter' })
    const filters = [
      { field: 'pages', op: 'gt', value: 3 },
      { all: [{ not: { field: 'shelf.name', op: 'contains', value: 'x' } }] },
      { field: 'pages', op: 'contains', value: 'x' },
      { field: 'colour', op: 'is', value: 'x' },
      { all: [], any: [] },
    ]
    expect(filters.map((filter) => isFilter(filter))).toEqual([true, true, false, false, false])
  })

  it('is in their language', async () => {
    const chinese = await documentFor(app, 'dora', { 'accept-language': 'zh-CN' })
    expect(chinese.paths['/api/records/books']?.['post']?.summary).toBe('新建图书')
    expect(chinese.tags.map(({ name }) => name)).toContain('会员')
    expect(chinese.components.schemas['BooksValues']?.properties?.['title']?.title).toBe('书名')
    expect((await documentFor(app, 'dora', { 'accept-language': 'en' })).paths['/api/records/books']?.['post']?.summary).toBe('Create one of: Books')
  })

  it('says how to sign in, and where nobody needs to', async () => {
    const document = await documentFor(app, 'dora')
    expect(document).toMatchObject({
      security: [{ session: [] }, { token: [] }],
      components: { securitySchemes: { session: { in: 'cookie', name: 'mortise_session' }, token: { scheme: 'bearer' } } },
    })
    expect(document.paths['/api/session']?.['post']?.security).toEqual([])
  })

  it('is not sent again when nothing changed, and made anew when the rights did', async () => {
    const { headers } = await app.call({ as: 'dora', url: '/api/openapi.json' })
    const again = await app.call({ as: 'dora', url: '/api/openapi.json', headers: { 'if-none-match': String(headers['etag']) } })
    expect(again.status).toBe(304)
    const other = await app.call({ as: 'rita', url: '/api/openapi.json', headers: { 'if-none-match': String(headers['etag']) } })
    expect(other.status).toBe(200)
  })

  it('is for those who are signed in', async () => {
    expect((await app.call({ url: '/api/openapi.json' })).status).toBe(401)
  })
})
