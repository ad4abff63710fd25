import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import type { SearchGroup } from '../../api/search.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { placeOfFavourite, useFavourites } from '../../state/favourites.ts'
import { places } from '../../state/places.ts'
import { useMenuAreas } from '../menu/use-menu-areas.ts'
import { bestMatches, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'
import { usePaletteActions } from './use-palette-actions.ts'
import { useSpellings } from './use-spellings.ts'
import { useRecordGroups } from './use-record-groups.ts'

const MOST_FAVOURITES = 5
const MOST_MODULES = 6
const MOST_ACTIONS = 5

/** Everything that the palette offers for what is typed: recent records or found ones, modules, actions. */
export function usePaletteGroups(typed: Ref<string>, found: Ref<SearchGroup[]>): ComputedRef<PaletteGroup[]> {
  const { t } = useI18n()
  const { labelOf } = useLocale()
  const router = useRouter()
  const areas = useMenuAreas()
  const actions = usePaletteActions()
  const records = useRecordGroups(typed, found)
  const marked = useFavourites()

  const { spellings } = useSpellings()
  const wordsOf = (module: ModuleModel) => [...Object.values(module.pluralLabel), ...Object.values(module.label)].flatMap((word) => [word, ...spellings(word)])
  const moduleEntry = (module: ModuleModel): PaletteEntry => ({
    key: `module:${module.key}`,
    label: labelOf(module.pluralLabel),
    icon: module.icon,
    run: () => router.push(places.list(module.key)),
  })
  const modules = computed<PaletteGroup>(() => {
    const all = areas.value.flatMap((area) => area.modules)
    return { key: 'modules', label: t('shell.search.modules'), entries: bestMatches(all, typed.value, wordsOf).slice(0, MOST_MODULES).map(moduleEntry) }
  })
  const favourites = computed<PaletteGroup>(() => {
    const known = marked.all.flatMap((favourite) => {
      const module = areas.value.flatMap((area) => area.modules).find(({ key }) => key === favourite.module)
      return module ? [{ favourite, module }] : []
    })
    const matching = bestMatches(known, typed.value, ({ favourite }) => [favourite.label, ...spellings(favourite.label)]).slice(0, MOST_FAVOURITES)
    const entries = matching.map(({ favourite, module }) => ({
      key: `favourite:${placeOfFavourite(favourite)}`,
      label: favourite.label,
      hint: labelOf(module.label),
      icon: module.icon,
      run: () => router.push(placeOfFavourite(favourite)),
    }))
    return { key: 'favourites', label: t('home.favourites.title'), entries }
  })
  const does = computed<PaletteGroup>(() => ({
    key: 'actions',
    label: t('shell.search.actions'),
    entries: bestMatches(actions.value, typed.value, (action) => [action.label, ...spellings(action.label)]).slice(0, MOST_ACTIONS),
  }))

  return computed(() => {
    const groups =
      typed.value.trim() === ''
        ? [favourites.value, records.recent.value, modules.value, does.value]
        : [favourites.value, modules.value, ...records.found.value, does.value]
    return groups.filter((group) => group.entries.length > 0)
  })
}
