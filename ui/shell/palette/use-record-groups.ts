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
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts'

/** Records in the palette: those looked at last, and those that were found, module by module. */
export function useRecordGroups(typed: Ref<string>, found: Ref<SearchGroup[]>): { recent: ComputedRef<PaletteGroup>; found: ComputedRef<PaletteGroup[]> } {
  const { t } = useI18n()
  const { labelOf, labelWithin } = useLocale()
  const router = useRouter()
  const metadata = useMetadata()
  const recents = useRecents()
  const openRecord = (module: string, id: string) => router.push(places.record(module, id))

  function entryOf(record: RecordData, module: ModuleModel): PaletteEntry {
    const name = record.values[module.nameField]
    const label = typeof name === 'string' && name !== '' ? name : (record.labels[module.nameField] ?? t('shell.search.unnamed'))
    const hint = module.statusField ? record.labels[module.statusField] : undefined
    return { key: record.id, label, hint, icon: module.icon, run: () => openRecord(module.key, record.id) }
  }

  function allOf(module: ModuleModel): PaletteEntry {
    const label = t('shell.search.all', { modules: labelWithin(module.pluralLabel) })
    return { key: `all:${module.key}`, label, icon: module.icon, run: () => router.push(places.list(module.key, { q: typed.value.trim() })) }
  }

  function groupOf(group: SearchGroup): PaletteGroup[] {
    const module = metadata.findModule(group.module)
    if (!module) return []
    const entries = group.records.map((record) => entryOf(record, module))
    return [{ key: module.key, label: labelOf(module.pluralLabel), entries: group.more ? [...entries, allOf(module)] : entries }]
  }

  const recent = computed<PaletteEntry[]>(() =>
    recents.records.flatMap(({ module: key, id, label }) => {
      const module = metadata.findModule(key)
      return module ? [{ key: id, label, hint: labelOf(module.label), icon: module.icon, run: () => openRecord(key, id) }] : []
    }),
  )

  return {
    recent: computed(() => ({ key: 'recent', label: t('shell.search.recent'), entries: recent.value })),
    found: computed(() => found.value.flatMap(groupOf)),
  }
}
