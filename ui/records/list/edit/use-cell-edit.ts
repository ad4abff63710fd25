import { ref, type Ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldValue, RecordData } from '../../../../engine/contract/api.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import { problemText } from '../../../i18n/problem-text.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { type MergingSave, useMergingSave } from '../../conflict/use-merging-save.ts'
import type { ListColumn } from '../columns/list-column.ts'
import type { RecordList } from '../data/use-record-list.ts'
import { nextCell } from './editable.ts'

export interface EditedCell {
  row: string
  column: string
}

export interface CellEdit {
  editing: Ref<EditedCell | null>
  /** What the server said of the value in the cell that is open. */
  error: Ref<string | undefined>
  /** The value that was refused, to be mended. */
  draft: Ref<FieldValue | undefined>
  /** Two people changed the same value: to be asked by a ConflictDialog. */
  conflict: MergingSave['conflict']
  open(row: RecordData, column: ListColumn): void
  cancel(): void
  /** Saves the cell that is open, and goes on to the next or the one before. */
  save(value: FieldValue, then?: 1 | -1): Promise<void>
}

/** Editing values where they stand in a list: shown at once, saved behind it; what is refused opens again with the reason at the cell. */
export function useCellEdit(list: Pick<RecordList, 'rows' | 'replace'>, columns: () => readonly ListColumn[]): CellEdit {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const merging = useMergingSave()
  const editing = shallowRef<EditedCell | null>(null)
  const error = ref<string>()
  const draft = shallowRef<FieldValue>()

  function show(cell: EditedCell | null, refused?: { value: FieldValue; text: string }): void {
    editing.value = cell
    error.value = refused?.text
    draft.value = refused?.value
  }

  async function save(value: FieldValue, then?: 1 | -1): Promise<void> {
    const cell = editing.value
    const record = list.rows.value.find((row) => row.id === cell?.row)
    if (!cell || !record) return
    show(then ? nextCell(list.rows.value, columns(), { ...cell, step: then }) : null)
    const key = cell.column
    if (JSON.stringify(record.values[key] ?? null) === JSON.stringify(value)) return
    try {
      list.replace(await merging.save(record, { [key]: value }))
    } catch (thrown) {
      explain(problemOf(thrown), { cell, value })
    }
  }

  function explain(problem: ProblemError, { cell, value }: { cell: EditedCell; value: FieldValue }): void {
    const own = problem.problems.find((entry) => entry.field === cell.column)
    if (own) show(cell, { value, text: own.message ?? own.code })
    else toast.error(t('list.cell.refused'), problemText(problem))
  }

  return { editing, error, draft, conflict: merging.conflict, open: (row, column) => show({ row: row.id, column: column.key }), cancel: () => show(null), save }
}
