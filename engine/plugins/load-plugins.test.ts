import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldType } from '../fields/field-type.ts'
import type { TaskKind } from '../jobs/task-runner.ts'
import { createHooks } from '../kernel/hooks.ts'
import { createLogger } from '../kernel/logger.ts'
import { createRegistry } from '../kernel/registry.ts'
import type { Behavior } from '../records/behavior.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { startTestApp, type TestApp } from '../../test/support/start-app.ts'
import { findPlugins } from './find-plugins.ts'
import { type LoadedPlugin, loadPlugins } from './load-plugins.ts'

const folder = mkdtempSync(join(tmpdir(), 'mortise-plugins-'))
const root = join(folder, 'plugins')
const site = join(folder, 'site')
const API = join(import.meta.dirname, 'api.ts')
const log = createLogger('silent')
let app: TestApp

/** `setup` is the body of setup(api); null: there is no index.ts. */
function plant(id: string, setup: string | null, json: object | string = { id }): void {
  mkdirSync(join(root, id), { recursive: true })
  writeFileSync(join(root, id, 'plugin.json'), typeof json === 'string' ? json : JSON.stringify(json))
  if (setup !== null)
    writeFileSync(
      join(root, id, 'index.ts'),
      `import { contextOf, definePlugin, setValue, notFound } from ${JSON.stringify(API)}\nexport const plugin = definePlugin({ async setup(api) { ${setup} } })\nvoid [contextOf, setValue, notFound]\n`,
    )
}

beforeAll(async () => {
  const shout =
    "api.hooks.on('record.preparing', { id: 'shout' }, ({ items }) => items.forEach((item) => typeof item.values.title === 'string' && setValue(item, 'title', item.values.title.toUpperCase() + (api.settings.mark ?? ''))))"
  const routes = "api.routes.add((server) => server.get('/who', { config: { access: 'user' } }, (request) => ({ who: contextOf(request).actor.name })))"
  plant('a-shout', `${shout}\n${routes}`, { id: 'a-shout', settings: { mark: '!', other: 1 } })
  plant(
    'b-fails',
    "api.hooks.on('record.preparing', { id: 'spoil' }, ({ items }) => items.forEach((item) => setValue(item, 'title', 'spoilt')))\nthrow new Error('It fails.')",
  )
  plant('c-fails-later', "api.behaviors.add('lonely', { options: {}, hooks: {} })\nawait Promise.reject(new Error('It fails later.'))")
  plant('d-open-route', "api.hooks.on('record.saved', { id: 'open' }, () => {})\napi.routes.add((server) => { server.get('/open', () => 'x') })")
  plant('e-no-code', null)
  plant('f-no-json', '', '{ "id":')
  plant('g-other-id', '', { id: 'g' })
  plant('h-disabled', "api.hooks.on('record.saved', { id: 'disabled' }, () => {})")
  plant('i-twice', "api.fields.add({ name: 'text' })")
  mkdirSync(join(root, 'z-no-plugin'))
  mkdirSync(site)
  writeFileSync(join(site, 'h-disabled.json'), '{ "disabled": true }')
  writeFileSync(join(site, 'a-shout.json'), '{ "settings": { "mark": "?" } }')
  app = await startTestApp('foreign', { plugins: root })
}, 60_000)
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

function newHost() {
  const host = {
    hooks: createHooks<RecordBatch>(),
    behaviors: createRegistry<Behavior>('behavior'),
    fieldTypes: createRegistry<FieldType>('field type'),
    taskKinds: createRegistry<TaskKind>('kind of task'),
    log,
  }
  host.fieldTypes.add('text', { name: 'text' } as FieldType)
  return host
}

describe('plugins are found', () => {
  it('by their plugin.json, without those that cannot be read or that the installation disabled', async () => {
    expect((await findPlugins({ root, site }, log)).map(({ id }) => id)).toEqual([
      'a-shout',
      'b-fails',
      'c-fails-later',
      'd-open-route',
      'e-no-code',
      'i-twice',
    ])
  })

  it('with the settings of the installation over their own', async () => {
    expect((await findPlugins({ root, site }, log))[0]?.settings).toEqual({ mark: '?', other: 1 })
    expect((await findPlugins({ root, site: join(folder, 'none') }, log))[0]?.settings).toEqual({ mark: '!', other: 1 })
  })

  it('nowhere, where there is no folder', async () => {
    expect(await findPlugins({ root: join(folder, 'none'), site }, log)).toEqual([])
  })
})

describe('plugins are set up', () => {
  let host: ReturnType<typeof newHost>
  let loaded: LoadedPlugin[]
  const books = { key: 'books', behaviors: [] }
  const reports: unknown[] = []

  beforeAll(async () => {
    host = newHost()
    const child = () => log
    loaded = await loadPlugins(
      { ...host, log: Object.assign(Object.create(log), { child, error: (about: object) => reports.push(about) }) },
      await findPlugins({ root, site }, log),
    )
  })

  it('one after another, without those that fail', () => {
    expect(loaded.map(({ id }) => id)).toEqual(['a-shout', 'd-open-route'])
  })

  it('and what failed is reported', () => {
    expect(reports).toMatchObject([{ plugin: 'b-fails' }, { plugin: 'c-fails-later' }, { plugin: 'e-no-code' }, { plugin: 'i-twice' }])
  })

  it('and what failed leaves nothing behind', () => {
    expect([host.behaviors.names(), host.fieldTypes.names()]).toEqual([[], ['text']])
  })

  it('and disabling one takes away what it added, once', () => {
    expect(host.hooks.has('record.preparing', books)).toBe(true)
    loaded[0]?.disable()
    expect([host.hooks.has('record.preparing', books), host.hooks.has('record.saved', books)]).toEqual([false, true])
    loaded[0]?.disable()
    expect(host.hooks.has('record.saved', books)).toBe(true)
  })
})

describe('an application with broken plugins', () => {
  it('starts, and works with the others', async () => {
    const { body } = await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Emma' } } })
    expect(body).toMatchObject({ values: { title: 'EMMA!' } })
  })

  it('serves their routes to those who may use them, with the context of the call', async () => {
    expect((await app.call({ as: 'dora', url: '/api/plugins/a-shout/who' })).body).toEqual({ who: 'dora' })
    expect((await app.call({ url: '/api/plugins/a-shout/who' })).status).toBe(401)
    expect((await app.call({ as: 'dora', url: '/api/plugins/a-shout/who?x=1' })).status).toBe(400)
  })

  it('has no route that does not say who may use it', async () => {
    expect((await app.call({ url: '/api/plugins/d-open-route/open' })).status).toBe(404)
    expect((await app.call({ as: 'admin', url: '/api/plugins/d-open-route/open' })).status).toBe(404)
  })

  it('describes their routes', async () => {
    const { paths } = (await app.call({ as: 'dora', url: '/api/openapi.json' })).body as { paths: object }
    expect(Object.keys(paths)).toContain('/api/plugins/a-shout/who')
  })
})
