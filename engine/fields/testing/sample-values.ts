import type { FieldModel } from '../../contract/model.ts'

const ID = '0190a000-0000-7000-8000-000000000001'
const OTHER_ID = '0190a000-0000-7000-8000-000000000002'

/** For each type: parameters of a field, inputs that it takes, and inputs of its own that it refuses. */
export interface TypeSample {
  parameters?: Partial<FieldModel>
  good: unknown[]
  bad: unknown[]
}

const INLINE = ['red', 'green', 'blue'].map((key) => ({ key, label: { en: key, 'zh-CN': key } }))

export const SAMPLES: Record<string, TypeSample> = {
  text: { good: ['a', ' 张伟 ', 'مرحبا', '👩‍👩‍👧‍👦', 'e\u0301', '\u202eabc', "Robert'); DROP TABLE students;--"], bad: ['x'.repeat(256)] },
  long_text: { good: ['two\r\nlines', 'عنوان\nسطر', '👍'.repeat(1000)], bad: ['x'.repeat(32_001)] },
  rich_text: { good: ['<p>Hello <b>you</b></p>', 'plain', '<script>alert(1)</script><p>x</p>'], bad: ['<p>' + 'x'.repeat(100_000)] },
  email: {
    good: ['ann@example.com', 'Ann.Lee+crm@EXAMPLE.co.uk', '用户@例子.中国'],
    bad: ['ann', '@example.com', 'ann@', 'a b@example.com', 'ann@localhost', 'ann@exa_mple.com', 'a@b@c.com x', 'ann@-x.com', 'ann@1.2.3.4'],
  },
  phone: {
    good: ['+86 10 6552 9988', '(555) 123-4567 ext. 12', '１３８００１３８０００', '110', '0755-8888 转 12'],
    bad: ['call me', '12', '1'.repeat(40), '+1<script>'],
  },
  url: {
    good: ['https://example.com/a?b=c#d', 'www.example.com', 'http://intranet/', 'https://例子.中国/路径', 'http://[::1]:3000/'],
    bad: ['javascript:alert(1)', 'data:text/html,x', 'https://', 'just words', 'https://a b.com', 'file:///etc/passwd', 'word'],
  },
  integer: {
    good: [0, -5, '12', 9_007_199_254_740_991, '-9007199254740991'],
    bad: [1.5, '1.5', 9_007_199_254_740_992, '9007199254740993', '1e3', '12345678901234567'],
  },
  decimal: {
    parameters: { scale: 4 },
    good: ['1.5', 0, -2.25, '-0', '007', '99999999999999999999.9999'],
    bad: ['1.23456', '123456789012345678901', '1e5', '1,5', '0x1f'],
  },
  percent: { good: ['10', 12.5, '-3.25'], bad: ['10%', '1.234'] },
  money: {
    good: [
      '12.5',
      1054,
      { amount: '99.99', currency: 'USD' },
      { amount: '-3', currency: 'JPY', rate: '0.05' },
      { amount: '1.234', currency: 'KWD' },
      { amount: '9999999999999999.99', currency: 'CNY', rate: '2' },
    ],
    bad: [
      '1.234',
      { amount: '1.5', currency: 'JPY' },
      { amount: '1', currency: 'XXX' },
      { amount: '1', currency: 'USD', rate: '0' },
      { amount: '1', currency: 'USD', rate: '-1' },
      { amount: '1', currency: 'USD', extra: 1 },
      '12345678901234567',
      { currency: ['USD'], amount: '1' },
      { amount: { amount: '1' } },
    ],
  },
  rating: { good: [1, 5, '3'], bad: [0, 6, 2.5, -1] },
  boolean: { good: [true, false, 'true'], bad: [0, 1, 'yes', 'TRUE'] },
  picklist: { parameters: { picklist: 'industries' }, good: ['technology', 'food_drink'], bad: ['technolgy', 'Technology', 'toString', '科技'] },
  multi_picklist: {
    parameters: { values: INLINE },
    good: [['blue', 'red'], ['green'], ['red', 'red']],
    bad: [['red', 'pink'], 'red', [['red']], [null], new Array(2000).fill('red')],
  },
  tags: { good: [['VIP', 'Q4 push', 'vip'], ['标签'], ['🙂']], bad: [new Array(51).fill('x'), ['x'.repeat(51)], 'VIP', [1], [{ toString: 1 }]] },
  date: {
    good: ['2026-12-04', '0001-01-01', '9999-12-31', '2024-02-29'],
    bad: ['2026-02-29', '10000-01-01', '0000-01-01', '04-12-2026', '2026-12-04T00:00:00Z', '2026-1-1', 20261204],
  },
  datetime: {
    good: ['2026-12-04T10:00:00Z', '2026-12-04T10:00:00.123456789+08:00', '0001-01-02T00:00Z', '9999-12-31T23:59:59.999Z'],
    bad: [
      '2026-12-04',
      '2026-12-04T10:00:00',
      '2026-02-30T10:00:00Z',
      '2026-12-04T24:00:00Z',
      '2026-12-04T10:60:00Z',
      '10000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-01:00',
      'now',
      1_700_000_000,
    ],
  },
  time: { good: ['14:30', '08:05:09', '0:00', '23:59:59'], bad: ['24:00', '12:60', '2:30 PM', '12', 1430] },
  duration: { good: [0, 5400, '60'], bad: [-1, 1.5, '1:30', 200_000_000_000] },
  reference: { parameters: { to: ['books'] }, good: [ID, ID.toUpperCase()], bad: ['1', `${ID}x`, { module: 'books', id: ID }, 'x'.repeat(36)] },
  references: {
    parameters: { to: ['books'] },
    good: [
      [ID, OTHER_ID],
      [ID, ID],
    ],
    bad: [ID, ['x'], [{ id: ID }], new Array(1001).fill(ID)],
  },
  user: { good: [ID], bad: ['me', 1] },
  owner: { good: [ID], bad: ['me', 1] },
  file: { good: [ID, { id: ID, name: 'a.pdf', size: 3, type: 'application/pdf' }], bad: ['a.pdf', { name: 'a.pdf' }, { id: 'x' }] },
  files: {
    good: [
      [ID, { id: OTHER_ID }],
      [ID, ID],
    ],
    bad: [ID, ['x'], new Array(101).fill(ID)],
  },
  image: { good: [ID], bad: ['a.png', 'data:image/png;base64,AA=='] },
  address: {
    good: [
      { city: ' Köln ', country: 'Germany' },
      { street: 'a\r\nb', city: null },
    ],
    bad: [{ planet: 'Mars' }, 'Köln', { city: 1 }, { city: 'x'.repeat(101), country: 'y\0' }, { city: { city: 'x' } }],
  },
  geo: {
    good: [
      { lat: 39.9042, lng: 116.4074 },
      { lat: -90, lng: 180 },
      { lat: -0, lng: 0.123456789 },
      { lat: '1.5', lng: '-2' },
    ],
    bad: [{ lat: 91, lng: 0 }, { lat: 0, lng: -181 }, { lat: 1 }, { lat: 1, lng: 1, alt: 1 }, [1, 2], { lat: 'north', lng: 1 }],
  },
  color: { good: ['#0b7a66', '#FFF', '0B7A66'], bad: ['#12', 'red', '#gggggg', 'rgb(0,0,0)', '#0b7a6600'] },
  auto_number: { good: ['QUO-000123'], bad: ['x'.repeat(61), 123] },
  json: {
    good: [{ b: 1, a: [true, null, 'x'], 键: { ' ': -0 } }, [1, 2], 'text', 5, false, {}, []],
    bad: [nested(30), { a: 'x'.repeat(70_000) }, { a: '\0' }, { '\ud800': 1 }, new Date(), new Map(), new Array(20_000).fill(0), { a: undefined }],
  },
  secret: { good: ['p4ss wörd ', '密码'], bad: [{ set: true }, 'x'.repeat(4001), 12] },
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: nested(depth - 1) }
}

/** Inputs that no type takes, or only as blank; json and texts of any kind are told apart by the tests. */
export const HOSTILE: [name: string, raw: unknown][] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['the word NaN', 'NaN'],
  ['a bigint', 12n],
  ['a symbol', Symbol('x')],
  ['a function', () => 1],
  ['NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud800b'],
  ['a low surrogate', '\udc00'],
  ['the year 10000', '10000-01-01'],
  ['30 digits', '123456789012345678901234567890'],
  ['30 decimals', '0.123456789012345678901234567890'],
  ['a huge number', 1e300],
  ['emoji', '👩‍👩‍👧‍👦🎉'],
  ['right-to-left text', 'مرحبا\u202eabc'],
  ['a huge text', 'x'.repeat(2_000_000)],
  ['a huge array', new Array(100_000).fill('x')],
  ['an array of arrays', [[[[]]]]],
  ['a plain object', { a: 1 }],
  ['an object without a prototype', Object.assign(Object.create(null), { amount: '1', id: 1, lat: 1 })],
  ['a __proto__ key', JSON.parse('{"__proto__":{"amount":"1","currency":"CNY"}}')],
  ['a constructor key', { constructor: { prototype: {} } }],
  ['an inherited value', Object.create({ amount: '1', currency: 'CNY', lat: 1, lng: 1, id: ID, module: 'books', city: 'x' })],
  ['a throwing toString', { toString: 1, valueOf: 1 }],
  ['a Date', new Date(0)],
  ['SQL', "'; drop table data.books; --"],
]
