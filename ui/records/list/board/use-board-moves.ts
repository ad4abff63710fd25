import { type Ref, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { problemOf, type ProblemError } from '../../../api/problem-error.ts'
import { problemText } from '../../../i18n/problem-text.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useFormats } from '../../../state/use-formats.ts'
import { type MergingSave, useMergingSave } from '../../conflict/use-merging-save.ts'
import { isOver } from './board-column.ts'
import type { Board } from './use-board.ts'
import { type WantedFields, wantedFields } from './wanted-fields.ts'

export interface BoardMoves {
  /** A card is on its way: what comes from elsewhere waits. */
  isMoving: Ref<boolean>
  /** What is still to be filled in for the last move. */
  wanted: Ref<WantedFields | null>
  /** What was done, for screen readers. */
  said: Ref<string>
  conflict: MergingSave['conflict']
  move(record: RecordData, to: string | null, index?: number): Promise<void>
  /** Tries the move again with the values that were missing. */
  complete(values: Values): Promise<void>
  giveUp(): void
}

/** Moving cards: at once on the screen, then on the server; what is refused goes back, with the reason or a question for what is missing. */
export function useBoardMoves(module: ModuleModel, field: FieldModel, board: Board): BoardMoves {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const formats = useFormats()
  const { conflict, save } = useMergingSave()
  const isMoving = ref(false)
  const wanted = shallowRef<WantedFields | null>(null)
  const said = ref('')

  const statusOf = (record: RecordData) => (record.values[field.key] as string | null | undefined) ?? null
  const wordsOf = (record: RecordData, to: string) => ({
    name: String(record.values[module.nameField] ?? '') || t('list.unnamed'),
    column: board.columns.value.find((column) => column.key === to)?.label ?? '',
  })

  async function run(record: RecordData, { to, index, values }: { to: string; index: number; values: Values }): Promise<void> {
    isMoving.value = true
    board.place(record, to, index)
    try {
      const saved = await save(record, { ...values, [field.key]: to })
      board.place(saved, statusOf(saved), index)
      wanted.value = null
      said.value = t('list.board.moved', wordsOf(saved, statusOf(saved) ?? to))
      await board.refreshFigures()
      warn(statusOf(saved))
    } catch (error) {
      board.place(record, statusOf(record))
      explain(record, to, problemOf(error))
    } finally {
      isMoving.value = false
    }
  }

  /** A limit is advice: the move stands, and whoever made it hears what it means. */
  function warn(key: string | null): void {
    const column = board.columns.value.find((one) => one.key === key)
    if (!column || column.limit === undefined || !isOver(column)) return
    const text = t('list.board.limit', { column: column.label })
    const note = t('list.board.over', { count: formats.number(column.count), limit: formats.number(column.limit) })
    said.value = `${text} ${note}`
    toast.show({ text, note, kind: 'info' })
  }

  function explain(record: RecordData, to: string, problem: ProblemError): void {
    wanted.value = wantedFields(problem, { module, field, record, to })
    if (wanted.value) return
    said.value = t('list.board.refused', wordsOf(record, to))
    toast.error(said.value, problemText(problem))
  }

  async function move(record: RecordData, to: string | null, index = 0): Promise<void> {
    if (to === null || to === statusOf(record)) board.place(record, statusOf(record), index)
    else await run(record, { to, index, values: {} })
  }

  async function complete(values: Values): Promise<void> {
    if (wanted.value) await run(wanted.value.record, { to: wanted.value.to, index: 0, values })
  }
  return { isMoving, wanted, said, conflict, move, complete, giveUp: () => void (wanted.value = null) }
}
