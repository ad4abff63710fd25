import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsed, parsedText, sampleContext, sampleField } from '../testing/sample-model.ts'
import { addressField } from './address.ts'
import { colorField } from './color.ts'
import { geoField } from './geo.ts'
import { jsonField } from './json.ts'
import { secretField } from './secret.ts'
import { openSecret, sealSecret, setSecretKey } from './secret-key.ts'

const context = sampleContext()

describe('address', () => {
  it('keeps the parts that say something', () => {
    expect(parsed(addressField, { street: ' Domkloster 4\r\n2. OG ', city: 'Köln', state: '', country: null })).toEqual({
      street: 'Domkloster 4\n2. OG',
      city: 'Köln',
    })
    expect([parsed(addressField, {}), parsed(addressField, { city: ' ' })]).toEqual([null, null])
  })

  it('tells all bad parts together', () => {
    const result = addressField.parse({ city: 'x'.repeat(101), country: 'a\0', state: 'fine' }, sampleField('address'), context)
    expect(result).toEqual({
      ok: false,
      problems: [
        { field: 'it', code: 'TOO_LONG', params: { max: 100, length: 101, part: 'city' } },
        { field: 'it', code: 'BAD_TEXT', params: { part: 'country' } },
      ],
    })
  })

  it('knows no other parts, and takes none from a prototype', () => {
    expect([
      parsed(addressField, { planet: 'Mars' }),
      parsed(addressField, JSON.parse('{"__proto__":{"city":"x"}}')),
      parsed(addressField, Object.create({ city: 'x' })),
    ]).toEqual(['UNKNOWN_FIELD', 'UNKNOWN_FIELD', null])
  })

  it('is written as each language writes it', () => {
    const value = { street: 'A\nB', city: 'Köln', postcode: '50667', country: 'Germany' }
    expect(addressField.text(value, sampleField('address'), context)).toBe('A, B, Köln, 50667, Germany')
    expect(addressField.text({ country: '中国', state: '广东', city: '深圳', street: '科技路1号' }, sampleField('address'), sampleContext('zh-CN'))).toBe(
      '中国 广东 深圳 科技路1号',
    )
  })
})

describe('geo', () => {
  it.each<[unknown, unknown]>([
    [
      { lat: 39.90420001, lng: 116.4 },
      { lat: 39.9042, lng: 116.4 },
    ],
    [
      { lat: '1.5', lng: '-2' },
      { lat: 1.5, lng: -2 },
    ],
    [{ lat: null, lng: null }, null],
    [{ lat: 90.1, lng: 0 }, 'MAX'],
    [{ lat: 0, lng: -180.1 }, 'MIN'],
    [{ lat: Number.NaN, lng: 0 }, 'TYPE'],
    [{ lat: 1 }, 'TYPE'],
    [{ lat: 1, lng: null }, 'TYPE'],
    [[1, 2], 'TYPE'],
    ['1,2', 'TYPE'],
  ])('makes of %j: %j', (raw, expected) => {
    expect(parsed(geoField, raw)).toEqual(expected)
  })

  it('has no -0', () => {
    expect(Object.is((parsed(geoField, { lat: -0.00000001, lng: 1 }) as { lat: number }).lat, 0)).toBe(true)
  })

  it('is read from a cell, latitude first', () => {
    expect(parsedText(geoField, '39.9042, 116.4074')).toEqual({ lat: 39.9042, lng: 116.4074 })
    expect([parsedText(geoField, 'north'), parsedText(geoField, '91 0'), parsedText(geoField, '')]).toEqual(['TYPE', 'MAX', null])
  })
})

describe('color', () => {
  it('is six small hexadecimal digits', () => {
    expect(['#0B7A66', '0b7a66', '#fff', 'red', '#12345', 255].map((raw) => parsed(colorField, raw))).toEqual([
      '#0b7a66',
      '#0b7a66',
      '#ffffff',
      'PATTERN',
      'PATTERN',
      'TYPE',
    ])
  })
})

describe('json', () => {
  it('copies own data only, with keys in the order of jsonb', () => {
    const raw = Object.assign(Object.create(null), { bb: 1, a: { z: null, b: [true] } })
    expect(JSON.stringify(parsed(jsonField, raw))).toBe('{"a":{"b":[true],"z":null},"bb":1}')
  })

  it.each<[string, unknown, string]>([
    ['a __proto__ key', JSON.parse('{"a":{"__proto__":{"x":1}}}'), 'TYPE'],
    ['a constructor key', { constructor: 1 }, 'TYPE'],
    ['NaN', [Number.NaN], 'TYPE'],
    ['undefined', { a: undefined }, 'TYPE'],
    ['a bigint', [1n], 'TYPE'],
    ['NUL in a text', ['\0'], 'BAD_TEXT'],
    ['half a surrogate pair in a key', { '\ud83d': 1 }, 'BAD_TEXT'],
    ['a class', [new Map()], 'TYPE'],
    ['twenty-one levels', JSON.parse('['.repeat(21) + ']'.repeat(21)), 'TOO_DEEP'],
    ['five thousand levels', JSON.parse('['.repeat(5000) + ']'.repeat(5000)), 'TOO_DEEP'],
    ['too many parts', new Array(10_001).fill(1), 'TOO_MANY'],
    ['too long a text', ['x'.repeat(70_000)], 'TOO_LONG'],
  ])('refuses %s', (_what, raw, code) => {
    expect(parsed(jsonField, raw)).toBe(code)
  })

  it('takes twenty levels and every JSON value', () => {
    expect(parsed(jsonField, JSON.parse('['.repeat(20) + ']'.repeat(20)))).toHaveLength(1)
    expect([5, false, 'x', [], {}].map((raw) => parsed(jsonField, raw))).toEqual([5, false, 'x', [], {}])
  })

  it('is read from a cell', () => {
    expect([parsedText(jsonField, '{"a": 1}'), parsedText(jsonField, '{a: 1}'), parsedText(jsonField, ' ')]).toEqual([{ a: 1 }, 'TYPE', null])
  })
})

describe('secret', () => {
  const field = sampleField('secret')
  beforeAll(() => setSecretKey(new Uint8Array(32).fill(1)))
  afterAll(() => setSecretKey(null))

  const cellOf = (text: string) => {
    const result = secretField.parse(text, field, context)
    if (!result.ok) throw new Error('refused')
    return String(secretField.toColumns(result.value, field)[0])
  }

  it('is sealed as soon as it is parsed, each time differently', () => {
    const result = secretField.parse(' hunter2 ', field, context)
    expect(JSON.stringify(result)).not.toContain('hunter2')
    expect(cellOf('same')).not.toBe(cellOf('same'))
    expect(openSecret(cellOf(' hunter2 密码'), 'it')).toBe(' hunter2 密码')
  })

  it('is read back as a fact, not as a text', () => {
    const value = secretField.fromColumns([cellOf('hunter2')], field)
    expect(value).toEqual({ set: true })
    expect(secretField.text(value, field, context)).toBe('••••••')
    expect(secretField.searchText).toBeUndefined()
    expect(secretField.parseText).toBeUndefined()
  })

  it('opens with its own key, field and bits only', () => {
    const sealed = cellOf('hunter2')
    expect(() => openSecret(sealed, 'other')).toThrow()
    expect(() =>
      openSecret(
        sealed.replace(/^v1\.(.)/, (_, first: string) => `v1.${first === 'A' ? 'B' : 'A'}`),
        'it',
      ),
    ).toThrow()
    expect(() => openSecret(sealed.replace('v1', 'v2'), 'it')).toThrow()
    expect(() => openSecret('v1.a.b.c', 'it')).toThrow()
    setSecretKey(new Uint8Array(32).fill(2))
    expect(() => openSecret(sealed, 'it')).toThrow()
    setSecretKey(new Uint8Array(32).fill(1))
  })

  it('cannot be kept without a key, nor with half of one', () => {
    setSecretKey(null)
    expect(parsed(secretField, 'x')).toBe('NO_SECRET_KEY')
    expect(() => sealSecret('x', 'it')).toThrow('The key of secret fields is not set.')
    expect(() => setSecretKey(new Uint8Array(16))).toThrow(RangeError)
    setSecretKey(new Uint8Array(32).fill(1))
  })

  it('takes nothing but text', () => {
    expect([{ set: true }, 5, 'a\0', 'x'.repeat(4001)].map((raw) => parsed(secretField, raw))).toEqual(['TYPE', 'TYPE', 'BAD_TEXT', 'TOO_LONG'])
  })
})
