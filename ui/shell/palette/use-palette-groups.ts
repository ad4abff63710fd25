import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import type { SearchGroup } from '../../api/search.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { places } from '../../state/places.ts'
import { useMenuAreas } from '../menu/use-menu-areas.ts'
import { bestMatches, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'
import { usePaletteActions } from './use-palette-actions.ts'
import { useRecordGroups } from './use-record-groups.ts'

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

  const wordsOf = (module: ModuleModel) => [...Object.values(module.pluralLabel), ...Object.values(module.label)]
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
  const does = computed<PaletteGroup>(() => ({
    key: 'actions',
    label: t('shell.search.actions'),
    entries: bestMatches(actions.value, typed.value, (action) => [action.label]).slice(0, MOST_ACTIONS),
  }))

  return computed(() => {
    const groups = typed.value.trim() === '' ? [records.recent.value, modules.value, does.value] : [modules.value, ...records.found.value, does.value]
    return groups.filter((group) => group.entries.length > 0)
  })
}
