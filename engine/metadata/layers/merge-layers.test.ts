import { describe, expect, it } from 'vitest'
import { layerOfTexts } from '../testing/layer-of-texts.ts'
import { brief } from '../testing/small-library.ts'
import { layerOfItems, type MetadataItem } from './items-layer.ts'
import { mergeLayers } from './merge-layers.ts'

const FIELDS = 'modules/books/fields.json'
const stock = layerOfTexts('stock', {
  [FIELDS]: {
    fields: [
      { key: 'title', type: 'text', maxLength: 80, label: { en: 'Title', 'zh-CN': '书名' } },
      { key: 'pages', type: 'integer' },
      { key: 'genre', type: 'picklist', values: [{ key: 'a' }, { key: 'b' }] },
    ],
  },
  'modules/books/views.json': { views: [{ key: 'all', columns: ['title', 'pages'], filter: { field: 'pages', op: 'gt', value: 1 } }] },
})

function merged(path: string, above: object, ...more: object[]) {
  const layers = [above, ...more].map((content, index) => layerOfTexts(`plugin ${index}`, { [path]: content }))
  const result = mergeLayers([stock, ...layers])
  return { value: result.files.get(path)?.value, problems: result.problems, locate: result.files.get(path)?.locate }
}

const keysOf = (value: unknown) => (value as { fields: { key: string }[] }).fields.map((field) => field.key)

describe('layers', () => {
  it('change single properties of an item and leave the rest', () => {
    const { value } = merged(FIELDS, { fields: [{ key: 'title', label: { en: 'Name of the book' }, required: true }] })
    expect(value).toMatchObject({
      fields: [
        { key: 'title', type: 'text', maxLength: 80, label: { en: 'Name of the book', 'zh-CN': '书名' }, required: true },
        { key: 'pages' },
        { key: 'genre' },
      ],
    })
  })

  it('add items at the end, after another, or first', () => {
    expect(keysOf(merged(FIELDS, { fields: [{ key: 'x' }] }).value)).toEqual(['title', 'pages', 'genre', 'x'])
    expect(keysOf(merged(FIELDS, { fields: [{ key: 'x', after: 'title' }] }).value)).toEqual(['title', 'x', 'pages', 'genre'])
    expect(keysOf(merged(FIELDS, { fields: [{ key: 'x', after: null }] }).value)).toEqual(['x', 'title', 'pages', 'genre'])
  })

  it('move an item that is there', () => {
    const { value } = merged(FIELDS, { fields: [{ key: 'genre', after: null }] })
    expect(keysOf(value)).toEqual(['genre', 'title', 'pages'])
    expect(value).toMatchObject({ fields: [{ type: 'picklist' }, {}, {}] })
  })

  it('take an item away with "removed", and a property with null', () => {
    expect(keysOf(merged(FIELDS, { fields: [{ key: 'pages', removed: true }] }).value)).toEqual(['title', 'genre'])
    expect(merged(FIELDS, { fields: [{ key: 'title', maxLength: null }] }).value).toMatchObject({ fields: [{ key: 'title' }, {}, {}] })
    expect(JSON.stringify(merged(FIELDS, { fields: [{ key: 'title', maxLength: null }] }).value)).not.toContain('maxLength')
  })

  it('merge lists within items by key too', () => {
    expect(merged(FIELDS, { fields: [{ key: 'genre', values: [{ key: 'a', removed: true }, { key: 'c' }] }] }).value).toMatchObject({
      fields: [{}, {}, { values: [{ key: 'b' }, { key: 'c' }] }],
    })
  })

  it('replace lists without keys, and conditions as a whole', () => {
    const { value } = merged('modules/books/views.json', { views: [{ key: 'all', columns: ['pages'], filter: { all: [] } }] })
    expect(value).toEqual({ views: [{ key: 'all', columns: ['pages'], filter: { all: [] } }] })
  })

  it('lie over each other in their order', () => {
    const { value } = merged(
      FIELDS,
      { fields: [{ key: 'title', maxLength: 10 }, { key: 'x' }] },
      {
        fields: [
          { key: 'title', maxLength: 20 },
          { key: 'x', removed: true },
        ],
      },
    )
    expect(value).toMatchObject({ fields: [{ maxLength: 20 }, { key: 'pages' }, { key: 'genre' }] })
  })

  it('leave the lower layers as they are', () => {
    const before = JSON.stringify(stock.files)
    merged(FIELDS, {
      fields: [
        { key: 'title', maxLength: 1 },
        { key: 'pages', removed: true },
      ],
    })
    expect(JSON.stringify(stock.files)).toBe(before)
  })

  it('are told apart when a place is asked for: each property knows the file that wrote it', () => {
    const { locate } = merged(FIELDS, {
      fields: [
        { key: 'genre', required: true },
        { key: 'x', after: null, type: 'text' },
      ],
    })
    expect(locate?.('/fields/3/required')).toMatchObject({ layer: 'plugin 0', pointer: '/fields/0/required', line: 5 })
    expect(locate?.('/fields/3/values/1/key')).toMatchObject({ layer: 'stock', pointer: '/fields/2/values/1/key' })
    expect(locate?.('/fields/0/type')).toMatchObject({ layer: 'plugin 0', pointer: '/fields/1/type' })
    expect(locate?.('/fields/1/missing')).toMatchObject({ layer: 'stock', pointer: '/fields/0/missing', line: 3 })
  })

  it('report what they remove or place after and what is not there, with the nearest name', () => {
    const { problems } = merged(FIELDS, {
      fields: [
        { key: 'pagse', removed: true },
        { key: 'x', after: 'titel' },
      ],
    })
    expect(brief(problems)).toEqual([
      '/fields/0/key There is nothing of this name below to remove. (pages)',
      '/fields/1/after There is no "titel" to stand after. (title)',
    ])
  })

  it('report keys that stand twice in one file, at any depth', () => {
    const twice = layerOfTexts('stock', { [FIELDS]: { fields: [{ key: 'a', values: [{ key: 'v' }, { key: 'v' }] }, { key: 'b' }, { key: 'a' }] } })
    expect(brief(mergeLayers([twice]).problems)).toEqual([
      '/fields/2/key "a" is used twice; first at /fields/0/key.',
      '/fields/0/values/1/key "v" is used twice; first at /fields/0/values/0/key.',
    ])
  })
})

describe("an installation's items", () => {
  const apply = (...items: MetadataItem[]) => mergeLayers([stock, layerOfItems('installation', items)])

  it('change a file, or one item of a list in a file', () => {
    const { files, problems } = apply(
      { path: `${FIELDS}#fields/title`, content: { maxLength: 200 } },
      { path: `${FIELDS}#fields/c_shelf`, content: { type: 'text', after: 'title' } },
      { path: 'app/menu.json', content: { areas: [] } },
    )
    expect(problems).toEqual([])
    expect(files.get(FIELDS)?.value).toMatchObject({
      fields: [{ key: 'title', maxLength: 200 }, { key: 'c_shelf', type: 'text' }, { key: 'pages' }, { key: 'genre' }],
    })
    expect(files.get('app/menu.json')?.value).toEqual({ areas: [] })
  })

  it('are named by their path in problems', () => {
    expect(apply({ path: `${FIELDS}#fields/nothing`, content: { removed: true } }).problems).toMatchObject([
      { file: `${FIELDS}#fields/nothing`, layer: 'installation' },
    ])
  })

  it('with a path that means nothing, or names that reach into prototypes, are problems and not exceptions', () => {
    const { problems, files } = apply(
      { path: '../../etc/passwd', content: {} },
      { path: 'modules/books/feilds.json', content: {} },
      { path: FIELDS, content: JSON.parse('{"__proto__": {"polluted": 1}}') },
    )
    expect(brief(problems)).toEqual([
      ' No metadata item has this path.',
      ' No metadata item has this path. (modules/books/fields.json)',
      '/__proto__ The name "__proto__" is not allowed.',
    ])
    expect(keysOf(files.get(FIELDS)?.value)).toEqual(['title', 'pages', 'genre'])
  })
})
