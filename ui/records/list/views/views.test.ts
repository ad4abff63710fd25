import { describe, expect, it } from 'vitest'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { listViewsOf } from './list-view.ts'
import { tabsThatFit } from './tabs-that-fit.ts'

const label = { en: 'Books', 'zh-CN': '图书' }
const field = (key: string, extra: object = {}) => ({ key, type: 'text', label, ...extra })
const books = {
  key: 'books',
  nameField: 'title',
  pluralLabel: label,
  fields: [field('title'), field('isbn'), field('secret', { hidden: true }), field('owner', { system: true })],
  layouts: {},
  views: [],
} as unknown as ModuleModel

describe('the views of a list', () => {
  it('are the stock ones, then those that users saved, each in its form', () => {
    const module = {
      ...books,
      views: [
        { key: 'all', label, columns: ['title'], default: true },
        { key: 'board', label, columns: [], form: 'board' },
      ],
    } as unknown as ModuleModel
    const saved = [
      { id: '1', module: 'books', label: 'Mine', definition: { columns: ['isbn'], form: 'calendar' as const }, shared: false, mine: true },
      { id: '2', module: 'books', label: 'Ours', definition: {}, shared: true, mine: false },
    ]
    expect(listViewsOf(module, saved, 'en').map((view) => [view.key, view.label, view.kind, view.form, view.columns])).toEqual([
      ['all', 'Books', 'stock', 'list', ['title']],
      ['board', 'Books', 'stock', 'board', []],
      ['1', 'Mine', 'own', 'calendar', ['isbn']],
      ['2', 'Ours', 'shared', 'list', ['title', 'isbn', 'owner']],
    ])
  })
  it('show the name and the first fields where a module declares none', () => {
    expect(listViewsOf(books, [], 'zh-CN')).toMatchObject([{ key: 'all', label: '图书', columns: ['title', 'isbn', 'owner'], isDefault: true }])
  })
})

describe('tabsThatFit', () => {
  const tabs = ['a', 'b', 'c', 'd'].map((key) => ({ key, width: 100 }))
  it('shows all where there is room', () => expect(tabsThatFit(tabs, 'a', { room: 400, menu: 50 })).toEqual(['a', 'b', 'c', 'd']))
  it('keeps room for the menu with the others', () => expect(tabsThatFit(tabs, 'a', { room: 399, menu: 50 })).toEqual(['a', 'b', 'c']))
  it('always shows the current one', () => expect(tabsThatFit(tabs, 'd', { room: 260, menu: 50 })).toEqual(['a', 'd']))
})
