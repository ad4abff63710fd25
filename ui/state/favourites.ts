import { defineStore } from 'pinia'
import { computed } from 'vue'
import { type Favourite, FAVOURITES } from '../../engine/contract/favourites.ts'
import { places } from './places.ts'
import { usePreferences } from './preferences.ts'

const MOST = 40

/** What the user marked, in the order in which it was marked; the same on every device. */
export const useFavourites = defineStore('favourites', () => {
  const preferences = usePreferences()
  const all = computed(() => preferences.get<Favourite[]>(FAVOURITES) ?? [])

  const isSame = (a: Favourite, b: Favourite) => a.module === b.module && a.id === b.id && a.view === b.view
  const has = (favourite: Favourite) => all.value.some((known) => isSame(known, favourite))

  /** Marks it, or takes the mark away; says which. */
  function toggle(favourite: Favourite): boolean {
    const marked = !has(favourite)
    const others = all.value.filter((known) => !isSame(known, favourite))
    preferences.set(FAVOURITES, marked ? [...others, favourite].slice(-MOST) : others)
    return marked
  }

  /** A record is shown under the name that it has now. */
  function rename(favourite: Favourite): void {
    const known = all.value.find((one) => isSame(one, favourite))
    if (!known || known.label === favourite.label) return
    preferences.set(
      FAVOURITES,
      all.value.map((one) => (one === known ? favourite : one)),
    )
  }

  return { all, has, toggle, rename, load: () => preferences.load() }
})

/** Where a favourite leads. */
export function placeOfFavourite({ module, id, view }: Favourite): string {
  return id === '' ? places.list(module, { view: view === '' ? undefined : view }) : places.record(module, id)
}
