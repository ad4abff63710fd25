import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Count, RecordData } from '../../../engine/contract/api.ts'
import type { LayoutModel, LayoutRelated, LayoutSection, LayoutTab, ModuleModel, RelationModel } from '../../../engine/contract/model.ts'
import { countRelated } from '../../api/collaboration.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'
import { useSession } from '../../state/session.ts'
import { chooseLayout } from '../layouts/choose-layout.ts'

export interface RelatedEntry {
  relation: RelationModel
  layout: LayoutRelated
}
/** What else a tab may show whole; the timeline is apart, since it is shown once. */
export type TabPanel = 'comments' | 'activities' | 'documents'
export interface RecordTab {
  key: string
  label: string
  sections: LayoutSection[]
  related: RelatedEntry[]
  hasTimeline: boolean
  /** Comments, planned activities or files with the room of a tab. */
  panel?: TabPanel
  /** How many records its lists hold; absent until it is known, and where it has no lists. */
  count?: string
}
export interface RecordTabs {
  /** The detail layout for this user and this record. */
  layout: LayoutModel
  tabs: ComputedRef<RecordTab[]>
  current: ComputedRef<RecordTab | undefined>
  choose(key: string): void
  /** After records were linked, made or taken away. */
  countAgain(): Promise<void>
}

/** Only counted here: the panel shows them in its own way. */
const FILES: LayoutRelated = { relation: 'files' }
const DETAILS: LayoutTab = { key: 'details', label: { en: 'Details', 'zh-CN': '详情' } }

/** The tabs of the detail layout that have something in them; which one is open stands in the address. */
export function useRecordTabs(module: ModuleModel, record: () => RecordData): RecordTabs {
  const route = useRoute()
  const router = useRouter()
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const layout = chooseLayout(module, { kind: 'detail', role: useSession().me?.role ?? null, values: record().values }) ?? {}
  const declared = layout.tabs ?? [{ ...DETAILS, sections: layout.sections ?? [] }]
  const counts = shallowRef(new Map<LayoutRelated, Count>())

  const entriesOf = (tab: LayoutTab): RelatedEntry[] =>
    (tab.related ?? []).flatMap((related) => {
      const relation = module.relations.find(({ key }) => key === related.relation)
      return relation && metadata.findModule(relation.module) ? [{ relation, layout: related }] : []
    })
  const parts = onlyOneTimeline(
    declared.map((tab) => ({ tab, sections: tab.sections ?? [], related: entriesOf(tab), hasTimeline: isTimeline(tab), panel: panelOf(module, tab) })),
  ).filter(({ sections, related, hasTimeline, panel }) => sections.length > 0 || related.length > 0 || hasTimeline || panel !== undefined)
  const listsOf = ({ related, panel }: Part): LayoutRelated[] => [...related.map((entry) => entry.layout), ...(panel === 'documents' ? [FILES] : [])]
  const lists = parts.flatMap(listsOf)

  /** A help only: without the counts the tabs are whole. */
  async function loadCounts(): Promise<void> {
    if (lists.length === 0) return
    const { module: key, id } = record()
    const answer = await countRelated(
      key,
      id,
      lists.map(({ relation, filter }) => ({ relation, filter })),
    ).catch(() => null)
    if (answer && record().id === id) counts.value = new Map(lists.flatMap((list, index) => (answer.counts[index] ? [[list, answer.counts[index]]] : [])))
  }
  watch(() => record().version, loadCounts, { immediate: true })

  const tabs = computed(() =>
    parts.map(
      ({ tab, ...part }): RecordTab => ({
        key: tab.key,
        label: labelOf(tab.label),
        ...part,
        count: countOf(listsOf({ tab, ...part }).map((list) => counts.value.get(list))),
      }),
    ),
  )
  const current = computed(() => tabs.value.find(({ key }) => key === route.query.tab) ?? tabs.value[0])
  return {
    layout,
    tabs,
    current,
    countAgain: loadCounts,
    choose: (key) => void router.replace({ query: { ...route.query, tab: key === tabs.value[0]?.key ? undefined : key } }),
  }
}

type Part = { tab: LayoutTab; sections: LayoutSection[]; related: RelatedEntry[]; hasTimeline: boolean; panel?: TabPanel }

function isTimeline({ panel }: LayoutTab): boolean {
  return panel === 'timeline' || panel === 'history'
}

/** Only what the module can have. */
function panelOf({ capabilities }: ModuleModel, { panel }: LayoutTab): TabPanel | undefined {
  return (panel === 'comments' || panel === 'activities' || panel === 'documents') && capabilities.includes(panel) ? panel : undefined
}

/** The timeline tells the changes of a record too; a tab of its own for the same would say it twice. */
function onlyOneTimeline(parts: Part[]): Part[] {
  const last = parts.findLast(({ hasTimeline }) => hasTimeline)
  return parts.map((part) => ({ ...part, hasTimeline: part === last }))
}

function countOf(counts: (Count | undefined)[]): string | undefined {
  const known = counts.filter((count) => count !== undefined)
  const sum = known.reduce((total, { value }) => total + value, 0)
  if (sum === 0) return undefined
  return `${sum}${known.every(({ exact }) => exact) ? '' : '+'}`
}
