import { describe, expect, it } from 'vitest'
import type { BatchItem, RecordBatch } from '../../engine/plugins/api.ts'
import type { FieldModel } from '../../engine/contract/model.ts'
import { countryOf } from './country-of.ts'
import { normalisePhoneNumbers } from './hooks/normalise-phone-numbers.ts'

const field = (key: string, type: string): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key } })

function save(values: BatchItem['values'], changed = Object.keys(values)): BatchItem['values'] {
  const item: BatchItem = { id: '1', action: 'create', before: null, values: { ...values }, sent: new Set(changed), changed: new Set(changed), problems: [] }
  const module = { fields: [field('phone', 'phone'), field('billing_address', 'address'), field('name', 'text')] } as RecordBatch['module']
  normalisePhoneNumbers({ module, items: [item] } as unknown as RecordBatch)
  return item.values
}

describe('a phone number that is saved', () => {
  it('is written with the code of the country of the address', () => {
    expect(save({ phone: '13800138000', billing_address: { country: '中国' } }).phone).toBe('+86 138 0013 8000')
    expect(save({ phone: '(212) 555-0123', billing_address: { country: 'United States' } }).phone).toBe('+1 212 555 0123')
  })

  it('is understood without an address when it names its country', () => {
    expect(save({ phone: '+49 30 901820' }).phone).toBe('+49 30 901820')
  })

  it('stays as it was typed when it is no possible number', () => {
    expect(save({ phone: 'ask at the desk', billing_address: { country: 'DE' } }).phone).toBe('ask at the desk')
    expect(save({ phone: '12', billing_address: { country: 'DE' } }).phone).toBe('12')
  })

  it('is left alone when it was not changed', () => {
    expect(save({ phone: '13800138000', billing_address: { country: 'CN' } }, ['billing_address']).phone).toBe('13800138000')
  })
})

it.each([
  [[{ country: '' }, { country: 'Germany' }], 'DE'],
  [[{ country: 'cn' }], 'CN'],
  [[{ country: 'Atlantis' }], undefined],
  [[null, 'text'], undefined],
])('reads the country of %j as %s', (addresses, country) => expect(countryOf(addresses)).toBe(country))
