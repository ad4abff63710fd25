import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RecordData } from '../../../../engine/contract/api.ts'
import type { TimelineItem, TimelineKind } from '../../../../engine/contract/collaboration.ts'
import type { ModuleModel } from '../../../../engine/contract/model.ts'
import { undoChangeSet } from '../../../api/change-sets.ts'
import { loadTimeline } from '../../../api/collaboration.ts'
import { problemOf, type ProblemError } from '../../../api/problem-error.ts'
import { useConfirm } from '../../../kit/overlay/confirm.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { useMetadata } from '../../../state/metadata.ts'

export interface TimelineDay {
  /** YYYY-MM-DD, of the browser. */
  day: string
  items: TimelineItem[]
}
export interface Timeline {
  /** null until it is known. */
  days: ComputedRef<TimelineDay[] | null>
  failure: ShallowRef<ProblemError | null>
  hasMore: ComputedRef<boolean>
  /** What there can be in this module's timelines. */
  kinds: ComputedRef<TimelineKind[]>
  /** null: everything. */
  kind: Ref<TimelineKind | null>
  load(): Promise<void>
  loadMore(): Promise<void>
  undo(changeSet: string): Promise<void>
}

/** What happened to a record and around it, by days, the newest first. */
export function useTimeline(module: ModuleModel, record: () => RecordData): Timeline {
  const { t } = useI18n({ useScope: 'global' })
  const metadata = useMetadata()
  const confirm = useConfirm()
  const toast = useToast()
  const items = shallowRef<TimelineItem[] | null>(null)
  const next = ref<string | null>(null)
  const failure = shallowRef<ProblemError | null>(null)
  const kind = ref<TimelineKind | null>(null)

  const kinds = computed(() => {
    const around = module.relations.flatMap(({ module: key }) => (key === 'comments' ? ['comment' as const] : (metadata.findModule(key)?.timeline?.kind ?? [])))
    return (['change', 'comment', 'activity', 'mail'] as const).filter((one) => one === 'change' || around.includes(one))
  })

  async function read(cursor?: string): Promise<void> {
    const { id } = record()
    const asked = kind.value
    try {
      const page = await loadTimeline(module.key, id, { cursor, ...(asked && { kinds: [asked] }) })
      if (record().id !== id || kind.value !== asked) return
      items.value = cursor === undefined ? page.items : [...(items.value ?? []), ...page.items]
      next.value = page.next
      failure.value = null
    } catch (error) {
      failure.value = problemOf(error)
    }
  }

  async function undo(changeSet: string): Promise<void> {
    if (!(await confirm({ title: t('record.history.undoTitle'), text: t('record.history.undoText'), confirmLabel: t('record.history.undo') }))) return
    try {
      const answer = await undoChangeSet(changeSet)
      if ('undone' in answer) toast.success(t('record.history.undone', { undone: answer.undone, skipped: answer.skipped.length }))
      await read()
    } catch (error) {
      toast.problem(error)
    }
  }

  const load = () => read()
  watch(kind, () => {
    items.value = null
    void load()
  })
  watch(() => record().version, load, { immediate: true })
  useLiveEvents().listen('records', (event) => {
    if (event.module === 'comments' || metadata.findModule(event.module)?.timeline) void load()
  })
  return {
    days: computed(() => items.value && byDays(items.value)),
    failure,
    hasMore: computed(() => next.value !== null),
    kinds,
    kind,
    load,
    loadMore: () => read(next.value ?? undefined),
    undo,
  }
}

function byDays(items: TimelineItem[]): TimelineDay[] {
  return [...Map.groupBy(items, ({ at }) => dayOf(new Date(at)))].map(([day, ofDay]) => ({ day, items: ofDay }))
}

/** The local day of a moment. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
