import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import type { ModuleModel, RelationModel } from '../../../../engine/contract/model.ts'

/** First values of a record that is made from another: it points back. Over a link it is joined afterwards. */
export function presetFor(input: { owner: ModuleModel; record: RecordData; module: ModuleModel; relation: RelationModel }): {
  values: Values
  labels: Record<string, string>
} {
  const { owner, record, module, relation } = input
  if (relation.kind !== 'reference') return { values: {}, labels: {} }
  const field = module.fields.find(({ key }) => key === relation.field)
  const isAny = (field?.to?.length ?? 0) > 1 || field?.toCapability !== undefined
  return {
    values: { [relation.field]: isAny ? { module: record.module, id: record.id } : record.id },
    labels: { [relation.field]: String(record.values[owner.nameField] ?? '') },
  }
}
