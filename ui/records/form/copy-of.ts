import type { RecordData } from '../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../engine/contract/model.ts'
import type { Preset } from './preset.ts'

/** Files belong to one record, secrets to nobody's form. */
const NEVER_COPIED = new Set(['auto_number', 'file', 'files', 'image', 'secret'])

/** What a copy of a record begins with: all that a new one may have, without what must be its own. */
export function copyOf(module: ModuleModel, record: RecordData): Preset {
  const fields = module.fields.filter((field) => isCopied(field) && (record.values[field.key] ?? null) !== null)
  return {
    values: Object.fromEntries(fields.map(({ key }) => [key, record.values[key] ?? null])),
    labels: Object.fromEntries(fields.flatMap(({ key }) => (record.labels[key] === undefined ? [] : [[key, record.labels[key]]]))),
  }
}

function isCopied(field: FieldModel): boolean {
  const isOwn = field.unique === true || field.readOnly === true || (field.system === true && field.key !== 'owner')
  return !isOwn && !NEVER_COPIED.has(field.type)
}
