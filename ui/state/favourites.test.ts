import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { placeOfFavourite, useFavourites } from './favourites.ts'
import { usePreferences } from './preferences.ts'

const BOOK = { module: 'books', id: '0190a000-0000-7000-8000-000000000001', view: '', label: 'Emma' }

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})

describe('favourites', () => {
  it('are marked and unmarked, in the order of marking', () => {
    const favourites = useFavourites()
    expect(favourites.toggle(BOOK)).toBe(true)
    expect(favourites.toggle({ module: 'books', id: '', view: 'lost', label: 'Lost books' })).toBe(true)
    expect(favourites.all.map(({ label }) => label)).toEqual(['Emma', 'Lost books'])
    expect(favourites.toggle(BOOK)).toBe(false)
    expect(favourites.has(BOOK)).toBe(false)
  })

  it('are kept with the account, under a key of their own', () => {
    useFavourites().toggle(BOOK)
    expect(usePreferences().get('favourites')).toEqual([BOOK])
  })

  it('take the name that a record has now', () => {
    const favourites = useFavourites()
    favourites.toggle(BOOK)
    favourites.rename({ ...BOOK, label: 'Emma (2nd edition)' })
    expect(favourites.all).toEqual([{ ...BOOK, label: 'Emma (2nd edition)' }])
  })

  it('are forgotten from the oldest on, beyond forty', () => {
    const favourites = useFavourites()
    for (let index = 0; index < 45; index += 1) favourites.toggle({ ...BOOK, id: String(index) })
    expect(favourites.all).toHaveLength(40)
    expect(favourites.all[0]?.id).toBe('5')
  })

  it('lead to their record or list', () => {
    expect(placeOfFavourite(BOOK)).toBe(`/m/books/${BOOK.id}`)
    expect(placeOfFavourite({ module: 'books', id: '', view: 'lost', label: '' })).toBe('/m/books?view=lost')
    expect(placeOfFavourite({ module: 'books', id: '', view: '', label: '' })).toBe('/m/books')
  })
})
