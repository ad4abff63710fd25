import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CountryCode } from 'libphonenumber-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FieldModel } from '../../engine/contract/model.ts'
import type { BatchItem, RecordBatch } from '../../engine/plugins/api.ts'
import { startTestApp, type TestApp } from '../../test/support/start-app.ts'
import { countryOf } from './country-of.ts'
import { normalisePhoneNumbers } from './hooks/normalise-phone-numbers.ts'

const field = (key: string, type: string): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key } })

function save(
  values: BatchItem['values'],
  { changed = Object.keys(values), country }: { changed?: string[]; country?: CountryCode } = {},
): BatchItem['values'] {
  const item: BatchItem = { id: '1', action: 'create', before: null, values: { ...values }, sent: new Set(changed), changed: new Set(changed), problems: [] }
  const module = { fields: [field('phone', 'phone'), field('billing_address', 'address'), field('name', 'text')] } as RecordBatch['module']
  normalisePhoneNumbers(country)({ module, items: [item] } as unknown as RecordBatch)
  return item.values
}

describe('a phone number that is saved', () => {
  it('is written with the code of the country of the address', () => {
    expect(save({ phone: '13800138000', billing_address: { country: '中国' } }).phone).toBe('+86 138 0013 8000')
    expect(save({ phone: '(212) 555-0123', billing_address: { country: 'United States' } }).phone).toBe('+1 212 555 0123')
  })

  it('is understood without an address when it names its country', () => {
    expect(save({ phone: '+49 30 901820' }).phone).toBe('+49 30 901820')
    expect(save({ phone: '＋８６ 010-65529988' }).phone).toBe('+86 10 6552 9988')
  })

  it('is of the country of the installation where nothing says another', () => {
    expect(save({ phone: '010 65529988' }, { country: 'CN' }).phone).toBe('+86 10 6552 9988')
    expect(save({ phone: '030 901820', billing_address: { country: 'DE' } }, { country: 'CN' }).phone).toBe('+49 30 901820')
  })

  it.each(['ask at the desk', '12', '+49 30 901820 after six', 'Mei: +86 138 0013 8000', '010 65529988 / 13800138000', ''])(
    'stays as it was typed when it is no possible number: %j',
    (phone) => {
      expect(save({ phone, billing_address: { country: 'DE' } }).phone).toBe(phone)
    },
  )

  it('keeps its extension', () => {
    expect(save({ phone: '+1 212 555 0123 ext. 45' }).phone).toBe('+1 212 555 0123 ext. 45')
  })

  it('is left alone when it was not changed, or is none', () => {
    expect(save({ phone: '13800138000', billing_address: { country: 'CN' } }, { changed: ['billing_address'] }).phone).toBe('13800138000')
    expect(save({ phone: null, name: '13800138000', billing_address: { country: 'CN' } })).toMatchObject({ phone: null, name: '13800138000' })
  })

  it('is the same when it is saved again', () => {
    const once = save({ phone: '13800138000', billing_address: { country: 'CN' } }).phone ?? null
    expect(save({ phone: once }).phone).toBe(once)
  })
})

it.each([
  [[{ country: '' }, { country: 'Germany' }], 'DE'],
  [[{ country: 'cn' }], 'CN'],
  [[{ country: 'Atlantis' }], undefined],
  [[{ country: 'constructor' }], undefined],
  [[null, 'text'], undefined],
])('reads the country of %j as %s', (addresses, country) => expect(countryOf(addresses)).toBe(country))

describe('in an application', () => {
  const data = mkdtempSync(join(tmpdir(), 'mortise-phones-'))
  let app: TestApp
  beforeAll(async () => {
    mkdirSync(join(data, 'plugins'))
    writeFileSync(join(data, 'plugins', 'phone-numbers.json'), '{ "settings": { "defaultCountry": "CN" } }')
    app = await startTestApp('foreign', { environment: { MORTISE_DATA_DIR: data } })
  })
  afterAll(async () => {
    await app.stop()
    rmSync(data, { recursive: true, force: true })
  })

  const create = async (values: object) => (await app.call({ as: 'dora', method: 'POST', url: '/api/records/members', body: { values } })).body

  it('numbers of every module are written in one form, and found however they are typed', async () => {
    expect(await create({ name: 'Mei', phone: '010-65529988' })).toMatchObject({ values: { phone: '+86 10 6552 9988' } })
    expect(await create({ name: 'Otto', phone: '030 901820', home: { country: 'Germany' } })).toMatchObject({ values: { phone: '+49 30 901820' } })
    expect((await app.call({ as: 'dora', url: '/api/search?q=1065529988' })).body).toMatchObject({
      groups: [{ module: 'members', records: [{ values: { name: 'Mei' } }] }],
    })
  })

  it('a short number that is none of the country is kept', async () => {
    expect(await create({ name: 'Ida', phone: '95588' })).toMatchObject({ values: { phone: '95588' } })
  })
})
