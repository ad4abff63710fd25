import { ref, type Ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FieldValue, RecordData } from '../../../../engine/contract/api.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import { updateRecord } from '../../../api/records.ts'
import { problemText } from '../../../i18n/problem-text.ts'
import { useConfirm } from '../../../kit/overlay/confirm.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { saveOver } from '../../value/save-over.ts'
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
  open(row: RecordData, column: ListColumn): void
  cancel(): void
  /** Saves the cell that is open, and goes on to the next or the one before. */
  save(value: FieldValue, then?: 1 | -1): Promise<void>
}

/** Editing values where they stand in a list: shown at once, saved behind it; what is refused opens again with the reason at the cell. */
export function useCellEdit(list: Pick<RecordList, 'rows' | 'replace'>, columns: () => readonly ListColumn[]): CellEdit {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const confirm = useConfirm()
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
      list.replace(await saveOver(record, { [key]: value }))
    } catch (thrown) {
      await explain(problemOf(thrown), { cell, value })
    }
  }

  async function explain(problem: ProblemError, { cell, value }: { cell: EditedCell; value: FieldValue }): Promise<void> {
    const { current } = problem.document
    if (current) return choose(current, { cell, value })
    const own = problem.problems.find((entry) => entry.field === cell.column)
    if (own) show(cell, { value, text: own.message ?? own.code })
    else toast.error(t('list.cell.refused'), problemText(problem))
  }

  /** Somebody else changed the same value: theirs is shown, and stays unless the user wants the own one. */
  async function choose(current: RecordData, { cell, value }: { cell: EditedCell; value: FieldValue }): Promise<void> {
    list.replace(current)
    const theirs = current.labels[cell.column] ?? String(current.values[cell.column] ?? '')
    const mine = await confirm({
      title: t('list.cell.conflict'),
      text: t('list.cell.conflictText', { value: theirs || t('list.cell.blank') }),
      confirmLabel: t('list.cell.keepMine'),
    })
    if (!mine) return
    try {
      list.replace(await updateRecord(current, { [cell.column]: value }))
    } catch (thrown) {
      toast.problem(thrown)
    }
  }

  return { editing, error, draft, open: (row, column) => show({ row: row.id, column: column.key }), cancel: () => show(null), save }
}
