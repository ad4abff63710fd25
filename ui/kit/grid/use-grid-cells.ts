import { computed, type ComputedRef, type Ref, ref } from 'vue'

export interface GridCellsInput {
  /** The row that the keys act on; -1 before the first. */
  active: Ref<number>
  columns: () => number
  canEdit(row: number, column: number): boolean
  edit(row: number, column: number): void
}

export interface GridCells {
  /** The column of the cell that the keys act on; -1: the row as a whole. */
  column: Ref<number>
  isCellActive: ComputedRef<boolean>
  /** Says whether the key was meant for a cell. */
  onKeydown(event: KeyboardEvent): boolean
  /** A click on a cell that can be edited goes there; says whether it was one. */
  onClick(row: number, column: number): boolean
}

/** Going from cell to cell within rows, and editing them: arrows, Enter or F2, Escape back to the row. */
export function useGridCells(input: GridCellsInput): GridCells {
  const column = ref(-1)
  const isCellActive = computed(() => column.value >= 0 && input.active.value >= 0)

  function move(to: number): boolean {
    column.value = Math.max(-1, Math.min(input.columns() - 1, to))
    return true
  }

  function edit(at: number): boolean {
    if (!input.canEdit(input.active.value, at)) return false
    column.value = at
    input.edit(input.active.value, at)
    return true
  }

  const keys: Record<string, () => boolean> = {
    ArrowRight: () => move(column.value + 1),
    ArrowLeft: () => column.value >= 0 && move(column.value - 1),
    Enter: () => column.value >= 0 && edit(column.value),
    F2: () => edit(Math.max(0, column.value)),
    Escape: () => column.value >= 0 && move(-1),
  }

  return {
    column,
    isCellActive,
    onKeydown(event) {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || input.active.value < 0) return false
      return keys[event.key]?.() ?? false
    },
    onClick(row, at) {
      if (!input.canEdit(row, at)) return false
      input.active.value = row
      return move(at)
    },
  }
}
