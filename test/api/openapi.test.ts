import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModuleSet, startTestApp, type TestApp } from '../support/start-app.ts'

interface Document {
  openapi: string
  paths: Record<string, Record<string, object>>
  components: { schemas: Record<string, { properties?: object }> }
}

describe.each<ModuleSet>(['foreign', 'stock'])('the description of the API of the %s set', (set) => {
  let app: TestApp
  let document: Document
  beforeAll(async () => {
    app = await startTestApp(set)
    document = (await app.call({ as: 'admin', url: '/api/openapi.json' })).body as Document
  }, 120_000)
  afterAll(() => app?.stop())

  it('is valid OpenAPI 3.1 by a public validator', async () => {
    const result = await new Validator().validate({ ...structuredClone(document) })
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  it('describes every module that the actor may read', async () => {
    const { modules } = (await app.call({ as: 'admin', url: '/api/metadata' })).body as { modules: Record<string, object> }
    for (const key of Object.keys(modules)) expect(document.paths).toHaveProperty([`/api/records/${key}`])
  })
})

it('leaves out what the actor may not do', async () => {
  const app = await startTestApp('foreign')
  const reader = (await app.call({ as: 'rita', url: '/api/openapi.json' })).body as Document
  const admin = (await app.call({ as: 'admin', url: '/api/openapi.json' })).body as Document
  await app.stop()
  const operations = (document: Document) => Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`))
  expect(operations(reader).length).toBeLessThan(operations(admin).length)
  expect(operations(reader)).not.toContain('post /api/records/users')
}, 60_000)
