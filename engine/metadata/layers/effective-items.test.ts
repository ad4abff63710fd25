import { expect, it } from 'vitest'
import { layerOfTexts } from '../testing/layer-of-texts.ts'
import { effectiveItems } from './effective-items.ts'
import type { MetadataItem } from './items-layer.ts'

const layer = (...keys: string[]) =>
  layerOfTexts('stock', {
    'modules/books/module.json': { key: 'books' },
    'modules/books/fields.json': { fields: keys.map((key) => ({ key, type: 'text' })) },
  })
const line = (fields: object, path = 'modules/books/access.json'): MetadataItem => ({
  path,
  content: { profiles: { reader: { actions: ['read'], fields: { ...fields } } } },
})

it('leaves out rights to a field that is gone, and has them again when it is back', () => {
  const items = [line({ title: 'read', price: 'hidden', created_at: 'hidden', tags: 'read' })]
  expect(effectiveItems(items, [layer('title')])).toEqual([line({ title: 'read', created_at: 'hidden', tags: 'read' })])
  expect(effectiveItems(items, [layer('title', 'price')])).toEqual(items)
})

it('knows the fields that the installation added itself, and those that it took away', () => {
  const items: MetadataItem[] = [
    line({ title: 'read', c_price: 'hidden' }),
    { path: 'modules/books/fields.json', content: { fields: [{ key: 'c_price', type: 'money' }] } },
    { path: 'modules/books/fields.json#fields/title', content: { removed: true } },
  ]
  expect(effectiveItems(items, [layer('title')])[0]).toEqual(line({ c_price: 'hidden' }))
})

it('leaves out all rights in a module that is gone', () => {
  expect(effectiveItems([line({}, 'modules/loans/access.json'), line({})], [layer('title')])).toEqual([line({})])
})
