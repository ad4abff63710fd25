export interface GridColumn {
  key: string
  label: string
  /** Pixels. Unless `fixed`, columns share what is left over in proportion, and give way a little before the grid scrolls sideways. */
  width: number
  /** Pixels below which its values would be cut. */
  least?: number
  fixed?: boolean
  /** Stays in sight when the grid scrolls sideways. Such columns come first, and have the width they say. */
  pinned?: boolean
  align?: 'start' | 'end' | 'center'
  sortable?: boolean
}

export interface GridSort {
  key: string
  order: 'asc' | 'desc'
}

export const MIN_COLUMN_WIDTH = 64
export const SELECT_WIDTH = 44
const LEAST_SHARE = 0.7
/** Columns so narrow hold nothing to spare. */
const NARROW = 110

/** The value of `grid-template-columns` that head and rows share, and the width below which the grid scrolls sideways. */
export function gridTemplate(columns: readonly GridColumn[], options: { selectable: boolean }): { template: string; minWidth: number } {
  const first = options.selectable ? [`${SELECT_WIDTH}px`] : []
  const least = (column: GridColumn) =>
    column.fixed || column.pinned || column.width <= NARROW ? column.width : Math.max(NARROW, column.least ?? 0, Math.round(column.width * LEAST_SHARE))
  const tracks = columns.map((column) => (column.fixed || column.pinned ? `${column.width}px` : `minmax(${least(column)}px, ${column.width}fr)`))
  const filler = columns.every((column) => column.fixed || column.pinned) ? ['minmax(0, 1fr)'] : []
  const minWidth = columns.reduce((sum, column) => sum + least(column), options.selectable ? SELECT_WIDTH : 0)
  return { template: [...first, ...tracks, ...filler].join(' '), minWidth }
}

/** How far from the left edge each pinned column stays, in pixels; undefined for the others. The first column always stays. */
export function pinnedOffsets(columns: readonly GridColumn[], options: { selectable: boolean }): (number | undefined)[] {
  let left = options.selectable ? SELECT_WIDTH : 0
  return columns.map((column, index) => {
    if (index > 0 && !column.pinned) return undefined
    const offset = left
    left += column.width
    return offset
  })
}
