import type { FieldModel } from '../../../../engine/contract/model.ts'
import type { GridColumn } from '../../../kit/grid/grid-column.ts'
import type { Widget } from '../../../widgets/widget.ts'

/** A column of a list: a field, or a path through references, and how it is shown. */
export interface ListColumn extends GridColumn {
  field: FieldModel
  widget: Widget
  /** It names the record and opens it. */
  isName: boolean
}

/** What a user made of the columns of a view. */
export interface ColumnChoice {
  columns?: string[]
  widths?: Record<string, number>
  pinned?: string[]
}
