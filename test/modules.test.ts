import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListResult, RecordData, Values } from '../engine/contract/api.ts'
import type { ClientModel } from '../engine/contract/client-model.ts'
import type { ModuleModel } from '../engine/contract/model.ts'
import { generatedValues } from './support/generated-values.ts'
import { type Answer, type Call, type ModuleSet, startTestApp, type TestApp } from './support/start-app.ts'

/** Every module that is found passes the same list, whatever it is about. */
describe.each<ModuleSet>(['foreign', 'stock'])('every module of the %s set', (set) => {
  let app: TestApp
  let model: ClientModel
  let modules: ModuleModel[] = []

  beforeAll(async () => {
    app = await startTestApp(set)
    model = (await app.call({ as: 'admin', url: '/api/metadata' })).body as ClientModel
    modules = Object.values(model.modules).filter((module) => model.can[module.key]?.includes('create'))
  }, 120_000)
  afterAll(() => app?.stop())

  const ask = async <T>(call: Omit<Call, 'as'>): Promise<T> => succeed(await app.call({ as: 'admin', ...call }), call) as T
  const eachModule = async (rule: (module: ModuleModel) => Promise<void>): Promise<void> => {
    for (const module of modules) await rule(module)
  }
  const valuesFor = async (module: ModuleModel, number: number): Promise<Values> => {
    const values = withRequired(module, generatedValues(model, module, number))
    for (const field of module.fields.filter(({ required, type }) => required && type === 'file')) values[field.key] = await upload()
    return values
  }
  const upload = async (): Promise<string> => {
    const payload = Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="note.txt"\r\ncontent-type: text/plain\r\n\r\nhello\r\n--x--\r\n')
    return (
      await ask<{ file: { id: string } }>({ method: 'POST', url: '/api/files', body: payload, headers: { 'content-type': 'multipart/form-data; boundary=x' } })
    ).file.id
  }
  const create = (module: ModuleModel, values: Values) => ask<RecordData>({ method: 'POST', url: `/api/records/${module.key}`, body: { values } })

  /** Required references get a record of their own. */
  const requiredRecords = new Map<string, RecordData>()
  const withRequired = (module: ModuleModel, values: Values): Values => {
    const references = module.fields.filter((field) => field.required && field.type === 'reference' && !field.system)
    for (const field of references) {
      const target = (field.to ?? []).map((key) => requiredRecords.get(key)).find((record) => record !== undefined)
      if (target) values[field.key] = (field.to?.length ?? 0) > 1 || field.toCapability ? { module: target.module, id: target.id } : target.id
    }
    return values
  }
  const needs = (module: ModuleModel) =>
    module.fields.filter((field) => field.required && field.type === 'reference' && !field.system).map(({ to }) => to ?? [])
  /** Modules that need a record of another come after it. */
  const inOrder = (all: ModuleModel[]): ModuleModel[] => {
    const ready: ModuleModel[] = []
    const isReady = (module: ModuleModel) =>
      needs(module).every((targets) => targets.some((key) => key === module.key || ready.some((other) => other.key === key)))
    for (let next = all.find(isReady); next; next = all.find((module) => !ready.includes(module) && isReady(module))) ready.push(next)
    return ready
  }

  it('has a name in both languages for everything that people see', () => {
    const labels = modules.flatMap((module) => [
      module.label,
      module.pluralLabel,
      ...module.fields.map(({ label }) => label),
      ...module.views.map(({ label }) => label),
      ...module.relations.map(({ label }) => label),
    ])
    expect(labels.filter((label) => !label.en?.trim() || !label['zh-CN']?.trim())).toEqual([])
  })

  it('has a form, a page and a list', () => {
    expect(modules.filter((module) => !module.layouts.form || !module.layouts.detail || module.views.length === 0).map(({ key }) => key)).toEqual([])
  })

  it('creates a record with a value in every field, and reads the same values back', async () => {
    expect(inOrder(modules)).toHaveLength(modules.length)
    for (const module of inOrder(modules)) {
      const sent = await valuesFor(module, 1)
      const made = await create(module, sent)
      requiredRecords.set(module.key, made)
      const read = await ask<RecordData>({ url: `/api/records/${module.key}/${made.id}` })
      for (const key of Object.keys(sent)) expect({ module: module.key, key, value: read.values[key] }).not.toMatchObject({ value: null })
      expect(read).toEqual(made)
    }
  }, 120_000)

  it(
    'takes back what it gave: a record sent unchanged changes nothing',
    () =>
      eachModule(async (module) => {
        const made = requiredRecords.get(module.key)
        const writable = Object.fromEntries(
          module.fields.filter((field) => !field.readOnly && !field.system).map(({ key }) => [key, made?.values[key] ?? null]),
        )
        const saved = await ask<RecordData>({
          method: 'PATCH',
          url: `/api/records/${module.key}/${made?.id}`,
          body: { version: made?.version, values: writable },
        })
        expect({ module: module.key, version: saved.version }).toEqual({ module: module.key, version: made?.version })
      }),
    120_000,
  )

  it(
    'answers every stock view, its filter and its sort',
    () =>
      eachModule(async (module) => {
        for (const view of module.views) {
          const page = await ask<ListResult>({ url: `/api/records/${module.key}?view=${view.key}&count=exact&limit=5` })
          expect(page.count?.exact).toBe(true)
        }
      }),
    120_000,
  )

  it(
    'answers every related list of a record',
    () =>
      eachModule(async (module) => {
        const made = requiredRecords.get(module.key)
        for (const relation of module.relations) await ask<ListResult>({ url: `/api/records/${module.key}/${made?.id}/related/${relation.key}?limit=2` })
      }),
    180_000,
  )

  it(
    'deletes into the recycle bin and brings back',
    () =>
      eachModule(async (module) => {
        const made = await create(module, await valuesFor(module, 2))
        await ask({ method: 'DELETE', url: `/api/records/${module.key}/${made.id}` })
        expect((await app.call({ as: 'admin', url: `/api/records/${module.key}/${made.id}` })).status).toBe(404)
        const bin = await ask<ListResult>({ url: `/api/bin/${module.key}` })
        expect(bin.records.map(({ id }) => id)).toContain(made.id)
        await ask({ method: 'POST', url: `/api/records/${module.key}/${made.id}/restore` })
        expect((await ask<RecordData>({ url: `/api/records/${module.key}/${made.id}` })).values).toMatchObject({
          [module.nameField]: made.values[module.nameField],
        })
      }),
    180_000,
  )
})

function succeed(answer: Answer, call: Omit<Call, 'as'>): unknown {
  if (answer.status >= 300) throw new Error(`${call.method ?? 'GET'} ${call.url}: ${answer.status} ${answer.text}\n${JSON.stringify(call.body)}`)
  return answer.body
}
