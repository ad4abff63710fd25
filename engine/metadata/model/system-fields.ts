import type { FieldModel } from '../../contract/model.ts'

/** The fields that every record has, whatever its module: SYSTEM_FIELDS of the contract, in that order. */
export function systemFields(): FieldModel[] {
  return [
    { key: 'owner', type: 'owner', label: { en: 'Owner', 'zh-CN': '负责人' }, system: true, required: true, default: { actor: true }, index: true },
    { key: 'created_at', type: 'datetime', label: { en: 'Created at', 'zh-CN': '创建时间' }, system: true, readOnly: true, massEdit: false, index: true },
    { key: 'created_by', type: 'user', label: { en: 'Created by', 'zh-CN': '创建人' }, system: true, readOnly: true, massEdit: false },
    { key: 'updated_at', type: 'datetime', label: { en: 'Changed at', 'zh-CN': '修改时间' }, system: true, readOnly: true, massEdit: false, index: true },
    { key: 'updated_by', type: 'user', label: { en: 'Changed by', 'zh-CN': '修改人' }, system: true, readOnly: true, massEdit: false },
  ]
}
