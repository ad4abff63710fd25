import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useMetadata } from '../../../state/metadata.ts'
import { widgetNamed } from '../../../widgets/registry.ts'
import { leastWidth } from './least-width.ts'
import type { ListColumn } from './list-column.ts'

const USUAL_WIDTH = 140
const NAME_WIDTH = 230

interface ColumnInput {
  module: ModuleModel
  /** The key of the field, or a path to it. */
  key: string
  field: FieldModel
  label: string
}

/** Makes the column of a field: as wide as its head and its values need, unless the user gave it a width. */
export function useColumnOf(): (input: ColumnInput, chosen: { width?: number; pinned: boolean }) => ListColumn {
  const { labelOf } = useLocale()
  const metadata = useMetadata()

  return ({ module, key, field, label }, { width, pinned }) => {
    const type = metadata.typeOf(field)
    const widget = widgetNamed(type?.widget ?? '')
    const choices = widget.name === 'picklist' ? metadata.picklistValues(field).map((choice) => labelOf(choice.label)) : []
    const least = leastWidth({ label, least: widget.least, choices })
    const isName = key === module.nameField
    return {
      key,
      label,
      least,
      width: width ?? field.width ?? Math.max(least, isName ? NAME_WIDTH : (widget.width ?? USUAL_WIDTH)),
      fixed: width !== undefined,
      align: widget.align,
      sortable: type?.sortable ?? false,
      field,
      widget,
      isName,
      pinned,
    }
  }
}
