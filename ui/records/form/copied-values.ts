import type { FieldValue } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import { getRecord } from '../../api/records.ts'
import { optionOf } from '../../widgets/reference/reference-value.ts'

export interface CopiedValue {
  field: FieldModel
  value: FieldValue
  label?: string
}

/** What the record that a field refers to brings along (`copyFrom: "account.phone"`). A hint: where it cannot be had, the server copies. */
export async function copiedValues(module: ModuleModel, through: FieldModel, value: FieldValue): Promise<CopiedValue[]> {
  const copies = module.fields.flatMap((field) => {
    const [head, from] = field.copyFrom?.split('.') ?? []
    return head === through.key && from !== undefined ? [{ field, from }] : []
  })
  const target = optionOf(value, through)
  if (copies.length === 0 || !target) return []
  const record = await getRecord(target.module, target.id, { fields: copies.map(({ from }) => from) }).catch(() => null)
  return copies.flatMap(({ field, from }) =>
    record && from in record.values ? [{ field, value: record.values[from] ?? null, label: record.labels[from] }] : [],
  )
}
