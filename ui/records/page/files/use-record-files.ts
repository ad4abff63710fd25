import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FileValue, RecordData } from '../../../../engine/contract/api.ts'
import { createRecord, deleteRecord, listRecords } from '../../../api/records.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useLiveEvents } from '../../../state/live-events.ts'
import { fileValues } from '../../../widgets/file/file-values.ts'
import { useUpload } from '../../../widgets/file/use-upload.ts'
import { useUndo } from '../use-undo.ts'

/** A file that hangs on a record: the record of the file, and what can be fetched. */
export interface RecordFile {
  record: RecordData
  file: FileValue
  by: string
  at: string
}
export interface RecordFiles {
  /** null until they are known; the newest first. */
  files: ShallowRef<RecordFile[] | null>
  hasMore: ComputedRef<boolean>
  isUploading: Ref<boolean>
  loadMore(): Promise<void>
  /** Sends files and hangs them on the record. What went wrong is told by itself, file by file. */
  add(files: Iterable<File>): Promise<void>
  /** Into the recycle bin, with an offer to take it back. */
  remove(file: RecordFile): Promise<void>
}

const MODULE = 'files'
const PAGE = 50
const FIELDS = ['name', 'file', 'created_at', 'created_by']

/** The files of a record, kept up to date while others add some. `changed`: one was added or taken away here. */
export function useRecordFiles(record: () => RecordData, changed: () => void): RecordFiles {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const offerUndo = useUndo()
  const { isUploading, upload } = useUpload(() => ({}))
  const { files, hasMore, load, loadMore } = useFileList(record)

  async function again(): Promise<void> {
    await load()
    changed()
  }

  async function add(chosen: Iterable<File>): Promise<void> {
    const { module, id } = record()
    for (const file of await upload(chosen)) {
      await createRecord(MODULE, { values: { name: file.name, file: { ...file }, related_to: { module, id } } }).catch(toast.problem)
    }
    await again()
  }

  async function remove({ record: one }: RecordFile): Promise<void> {
    try {
      const { changeSet } = await deleteRecord(one)
      offerUndo({ text: t('page.files.deleted'), changeSet, done: () => void again() })
      await again()
    } catch (error) {
      toast.problem(error)
    }
  }

  useLiveEvents().listen('records', (event) => {
    if (event.module === MODULE && !isUploading.value) void load()
  })
  return { files, hasMore, isUploading, loadMore, add, remove }
}

/** What hangs on the record, page by page. */
function useFileList(record: () => RecordData): Pick<RecordFiles, 'files' | 'hasMore' | 'loadMore'> & { load(): Promise<void> } {
  const toast = useToast()
  const files = shallowRef<RecordFile[] | null>(null)
  const next = ref<string | null>(null)

  async function load(cursor?: string): Promise<void> {
    const { id } = record()
    try {
      const filter = { field: 'related_to', op: 'is', value: id } as const
      const page = await listRecords({ module: MODULE, filter, sort: [{ field: 'created_at', order: 'desc' }], limit: PAGE, cursor, fields: FIELDS })
      if (record().id !== id) return
      const found = page.records.flatMap(fileOf)
      files.value = cursor === undefined ? found : [...(files.value ?? []), ...found]
      next.value = page.next
    } catch (error) {
      files.value ??= []
      toast.problem(error)
    }
  }

  watch(
    () => record().id,
    () => load(),
    { immediate: true },
  )
  return { files, hasMore: computed(() => next.value !== null), load: () => load(), loadMore: () => load(next.value ?? undefined) }
}

function fileOf(record: RecordData): RecordFile[] {
  const [file] = fileValues(record.values.file ?? null)
  return file ? [{ record, file, by: record.labels.created_by ?? '', at: String(record.values.created_at ?? '') }] : []
}
