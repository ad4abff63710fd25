import { expect, it } from 'vitest'
import { filesOfItems } from './files-of-items.ts'
import { layerOfItems, type MetadataItem } from './items-layer.ts'
import type { Layer, LayerFile } from './layer.ts'
import { mergeLayers } from './merge-layers.ts'
import { placeOf } from './file-kinds.ts'

const BELOW = {
  'modules/books/fields.json': {
    fields: [
      { key: 'title', type: 'text', label: { en: 'Title', 'zh-CN': '书名' }, help: { en: 'As on the cover' } },
      { key: 'pages', type: 'integer', label: { en: 'Pages', 'zh-CN': '页数' } },
    ],
  },
  'modules/books/access.json': { organisation: 'private', profiles: { reader: { actions: ['read'] } } },
}
const ITEMS: MetadataItem[] = [
  { path: 'modules/books/access.json', content: { organisation: 'public_read', profiles: { desk: { actions: ['read', 'update'] } } } },
  { path: 'modules/books/fields.json', content: { fields: [{ key: 'title', label: { en: 'Name' } }] } },
  { path: 'modules/books/fields.json#fields/pages', content: { removed: true } },
  { path: 'modules/books/fields.json#fields/title', content: { label: { 'zh-CN': '名称' }, help: null } },
  { path: 'nowhere/else.json', content: {} },
]

it('joins the items of a file, and keeps what takes something away', () => {
  expect(filesOfItems(ITEMS)).toEqual([
    { path: 'modules/books/access.json', content: ITEMS[0]?.content },
    {
      path: 'modules/books/fields.json',
      content: {
        fields: [
          { key: 'title', label: { en: 'Name', 'zh-CN': '名称' }, help: null },
          { key: 'pages', removed: true },
        ],
      },
    },
  ])
})

it('laid over the same files, they mean what the items mean', () => {
  const layer = (name: string, files: Record<string, unknown>): Layer => ({
    name,
    files: Object.entries(files).flatMap(layerFile),
    problems: [],
    unreadable: [],
  })
  const below = layer('stock', BELOW)
  const merged = (above: Layer) => [...mergeLayers([below, above]).files].map(([path, { value }]) => [path, value])
  const exported = layer('site', Object.fromEntries(filesOfItems(ITEMS).map(({ path, content }) => [path, content])))
  expect(merged(exported)).toEqual(merged(layerOfItems('installation', ITEMS)))
})

function layerFile([path, value]: [string, unknown]): LayerFile[] {
  const place = placeOf(path)
  return place ? [{ path, shownPath: path, place, value: value as LayerFile['value'], positionOf: () => undefined }] : []
}
