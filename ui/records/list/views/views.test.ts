import { describe, expect, it } from 'vitest'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { arrangeViews, listViewsOf } from './list-view.ts'
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
      {
        id: '1',
        module: 'books',
        label: 'Mine',
        definition: { columns: ['isbn'], form: 'calendar' as const },
        shared: false,
        roles: [],
        groups: [],
        mine: true,
      },
      { id: '2', module: 'books', label: 'Ours', definition: {}, shared: true, roles: [], groups: [], mine: false },
    ]
    expect(listViewsOf(module, saved, { locale: 'en', role: null }).map((view) => [view.key, view.label, view.kind, view.form, view.columns])).toEqual([
      ['all', 'Books', 'stock', 'list', ['title']],
      ['board', 'Books', 'stock', 'board', []],
      ['1', 'Mine', 'own', 'calendar', ['isbn']],
      ['2', 'Ours', 'shared', 'list', ['title', 'isbn', 'owner']],
    ])
  })
  it('show the name and the first fields where a module declares none', () => {
    expect(listViewsOf(books, [], { locale: 'zh-CN', role: null })).toMatchObject([
      { key: 'all', label: '图书', columns: ['title', 'isbn', 'owner'], isDefault: true },
    ])
  })
  it('have the columns of the list layout for the role of who looks, where a view names none', () => {
    const layouts = { list: { columns: ['title'] }, 'list.desk': { columns: ['isbn'], for: { roles: ['desk'] } } }
    const columns = (role: string) => listViewsOf({ ...books, layouts }, [], { locale: 'en', role })[0]?.columns
    expect([columns('desk'), columns('head')]).toEqual([['isbn'], ['title']])
  })
})

describe('the views as a user arranged them', () => {
  const views = listViewsOf(
    { ...books, views: ['a', 'b', 'c'].map((key) => ({ key, label, columns: [], default: key === 'a' })) } as unknown as ModuleModel,
    [],
    { locale: 'en', role: null },
  )
  const first = (choice: object, ofRole: string | null) => arrangeViews(views, choice, ofRole).find((view) => view.isDefault)?.key
  it('begin with those that are pinned, in their order', () => {
    expect(arrangeViews(views, { pinned: ['c', 'b', 'gone'] }, null).map((view) => view.key)).toEqual(['c', 'b', 'a'])
  })
  it('open with the own choice, else with that of the role, else with that of the module', () => {
    expect(first({ default: 'c' }, 'b')).toBe('c')
    expect(first({ default: 'gone' }, 'b')).toBe('b')
    expect(first({}, null)).toBe('a')
  })
})

describe('tabsThatFit', () => {
  const tabs = ['a', 'b', 'c', 'd'].map((key) => ({ key, width: 100 }))
  it('shows all where there is room', () => expect(tabsThatFit(tabs, 'a', { room: 400, menu: 50 })).toEqual(['a', 'b', 'c', 'd']))
  it('keeps room for the menu with the others', () => expect(tabsThatFit(tabs, 'a', { room: 399, menu: 50 })).toEqual(['a', 'b', 'c']))
  it('always shows the current one', () => expect(tabsThatFit(tabs, 'd', { room: 260, menu: 50 })).toEqual(['a', 'd']))
})
