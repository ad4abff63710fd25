import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/support/start-app.ts'
import { ROOT } from '../../test/support/source-files.ts'
import type { Model } from '../contract/model.ts'
import { loadConfig } from '../kernel/config.ts'
import { createLogger } from '../kernel/logger.ts'
import { loadModel } from '../storage/model/stored-model.ts'
import { finishMetadata } from './apply-metadata.ts'
import { prepareEngine } from './prepare-engine.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp('foreign')
})
afterAll(() => test.stop())

async function modelNow(): Promise<Model> {
  const model = await loadModel(test.database)
  if (!model) throw new Error('There is no model.')
  return model
}

it('finishes tables that are not in step, but never over a model that was applied meanwhile', async () => {
  const { registries } = await prepareEngine({ config: loadConfig({ MORTISE_DATA_DIR: test.folder }), log: createLogger('silent'), root: ROOT })
  const hasPages = () =>
    test.database.query(sql`select 1 from information_schema.columns where table_schema = 'data' and table_name = 'books' and column_name = 'pages'`)
  const finish = (model: Model) => finishMetadata({ database: test.database, registries }, model)
  const before = await modelNow()
  await test.call({ as: 'admin', method: 'PUT', url: '/api/access/organisation/books', body: { organisation: 'private' } })
  await test.database.query(sql`alter table data.books drop column pages cascade`)

  await finish(before)
  expect((await modelNow()).modules['books']?.access.organisation).toBe('private')
  expect(await hasPages()).toHaveLength(0)

  await finish(await modelNow())
  expect((await modelNow()).modules['books']?.access.organisation).toBe('private')
  expect(await hasPages()).toHaveLength(1)
})
