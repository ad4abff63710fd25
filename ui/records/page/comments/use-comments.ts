import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldValue, RecordData } from '../../../../engine/contract/api.ts'
import type { Sort } from '../../../../engine/contract/condition.ts'
import type { Mention } from '../../../../engine/contract/mentions.ts'
import { createRecord, deleteRecord, listRecords, updateRecord } from '../../../api/records.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { useUndo } from '../use-undo.ts'

/** What is said: the text with its marks, and the files. */
export interface CommentDraft {
  text: string
  attachments: FieldValue
}
export interface Thread {
  comment: RecordData
  answers: RecordData[]
}
export interface Comments {
  /** null until they are known. The oldest first, as one reads. */
  threads: ComputedRef<Thread[] | null>
  hasOlder: Ref<boolean>
  /** Each says whether it was done; what went wrong is told by itself. */
  send(draft: CommentDraft, parent?: string): Promise<boolean>
  change(comment: RecordData, draft: CommentDraft): Promise<boolean>
  remove(comment: RecordData): Promise<void>
  /** What is pinned stands above the others. */
  pin(comment: RecordData, pinned: boolean): Promise<boolean>
  loadOlder(): Promise<void>
}

const PAGE = 50
const FIELDS = ['text', 'mentions', 'attachments', 'parent', 'pinned', 'created_at', 'created_by', 'edited_at']

const NEWEST_AND_PINNED: Sort[] = [
  { field: 'pinned', order: 'desc' },
  { field: 'created_at', order: 'desc' },
]

/** What people said about a record, in threads of one level; kept up to date while others write. */
export function useComments(record: () => RecordData): Comments {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const offerUndo = useUndo()
  const newest = shallowRef<RecordData[] | null>(null)
  const next = ref<string | null>(null)

  async function load(cursor?: string): Promise<void> {
    const { id } = record()
    try {
      const filter = { field: 'related_to', op: 'is', value: id } as const
      const page = await listRecords({ module: 'comments', filter, sort: NEWEST_AND_PINNED, limit: PAGE, cursor, fields: FIELDS })
      if (record().id !== id) return
      newest.value = cursor === undefined ? page.records : [...(newest.value ?? []), ...page.records]
      next.value = page.next
    } catch (error) {
      newest.value ??= []
      toast.problem(error)
    }
  }

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      await load()
      return true
    } catch (error) {
      toast.problem(error)
      return false
    }
  }

  const threads = computed(() => newest.value && threadsOf(newest.value.toReversed()))
  watch(
    () => record().id,
    () => load(),
    { immediate: true },
  )
  useLiveEvents().listen('records', (event) => {
    if (event.module === 'comments') void load()
  })

  return {
    threads,
    hasOlder: computed(() => next.value !== null),
    loadOlder: () => load(next.value ?? undefined),
    send(draft, parent) {
      const { module, id } = record()
      return attempt(() => createRecord('comments', { values: { ...draft, related_to: { module, id }, ...(parent !== undefined && { parent }) } }))
    },
    change: (comment, draft) => attempt(() => updateRecord(comment, { ...draft })),
    pin: (comment, pinned) => attempt(() => updateRecord(comment, { pinned })),
    async remove(comment) {
      await attempt(async () => {
        const { changeSet } = await deleteRecord(comment)
        offerUndo({ text: t('page.comments.deleted'), changeSet, done: () => void load() })
      })
    },
  }
}

/** Answers stand under what they answer; one whose comment is not there stands by itself. What is pinned comes first. */
export function threadsOf(comments: RecordData[]): Thread[] {
  const ids = new Set(comments.map(({ id }) => id))
  const parentOf = ({ values }: RecordData) => (typeof values.parent === 'string' && ids.has(values.parent) ? values.parent : null)
  const answers = Map.groupBy(comments, parentOf)
  const threads = (answers.get(null) ?? []).map((comment) => ({ comment, answers: answers.get(comment.id) ?? [] }))
  return [...threads.filter(({ comment }) => isPinned(comment)), ...threads.filter(({ comment }) => !isPinned(comment))]
}

export function isPinned({ values }: RecordData): boolean {
  return values.pinned === true
}

/** Who is mentioned in a comment, with the names of now. */
export function mentionsOf({ values }: RecordData): Mention[] {
  const list = Array.isArray(values.mentions) ? values.mentions : []
  return list.flatMap((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? [{ id: String(one.id), name: String(one.name) }] : []))
}
