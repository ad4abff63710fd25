import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import type { SearchGroup } from '../../api/search.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'
import { places } from '../../state/places.ts'
import { useRecents } from '../../state/recents.ts'
import { useMenuAreas } from '../menu/use-menu-areas.ts'
import { bestMatches, type PaletteEntry, type PaletteGroup } from './palette-entry.ts'
import { usePaletteActions } from './use-palette-actions.ts'

const MOST_MODULES = 6
const MOST_ACTIONS = 5

/** Everything that the palette offers for what is typed: recent records or found ones, modules, actions. */
export function usePaletteGroups(typed: Ref<string>, found: Ref<SearchGroup[]>): ComputedRef<PaletteGroup[]> {
  const { t } = useI18n()
  const { labelOf, labelWithin } = useLocale()
  const router = useRouter()
  const metadata = useMetadata()
  const recents = useRecents()
  const areas = useMenuAreas()
  const actions = usePaletteActions()

  const modules = computed(() => areas.value.flatMap((area) => area.modules))
  const wordsOf = (module: ModuleModel) => [...Object.values(module.pluralLabel), ...Object.values(module.label)]
  const openRecord = (module: string, id: string) => router.push(places.record(module, id))

  function recordEntry(record: RecordData, module: ModuleModel): PaletteEntry {
    const name = record.values[module.nameField]
    const status = module.statusField ? record.labels[module.statusField] : undefined
    return { key: record.id, label: typeof name === 'string' && name !== '' ? name : (record.labels[module.nameField] ?? t('shell.search.unnamed')), hint: status, icon: module.icon, run: () => openRecord(module.key, record.id) }
  }

  const recordGroups = computed<PaletteGroup[]>(() => found.value.flatMap((group) => {
    const module = metadata.findModule(group.module)
    if (!module) return []
    const all: PaletteEntry = { key: `all:${module.key}`, label: t('shell.search.all', { modules: labelWithin(module.pluralLabel) }), icon: module.icon, run: () => router.push(places.list(module.key, { q: typed.value.trim() })) }
    return [{ key: module.key, label: labelOf(module.pluralLabel), entries: [...group.records.map((record) => recordEntry(record, module)), ...(group.more ? [all] : [])] }]
  }))

  const recentGroup = computed<PaletteGroup>(() => ({
    key: 'recent',
    label: t('shell.search.recent'),
    entries: recents.records.flatMap((record) => {
      const module = metadata.findModule(record.module)
      return module ? [{ key: record.id, label: record.label, hint: labelOf(module.label), icon: module.icon, run: () => openRecord(record.module, record.id) }] : []
    }),
  }))

  const moduleGroup = computed<PaletteGroup>(() => ({
    key: 'modules',
    label: t('shell.search.modules'),
    entries: bestMatches(modules.value, typed.value, wordsOf).slice(0, MOST_MODULES)
      .map((module) => ({ key: `module:${module.key}`, label: labelOf(module.pluralLabel), icon: module.icon, run: () => router.push(places.list(module.key)) })),
  }))

  const actionGroup = computed<PaletteGroup>(() => ({
    key: 'actions',
    label: t('shell.search.actions'),
    entries: bestMatches(actions.value, typed.value, (action) => [action.label]).slice(0, MOST_ACTIONS),
  }))

  return computed(() => {
    const groups = typed.value.trim() === '' ? [recentGroup.value, moduleGroup.value, actionGroup.value] : [moduleGroup.value, ...recordGroups.value, actionGroup.value]
    return groups.filter((group) => group.entries.length > 0)
  })
}
