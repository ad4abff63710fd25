import type { Capability, FieldModel } from '../../contract/model.ts'

const TAGS: FieldModel = { key: 'tags', type: 'tags', label: { en: 'Tags', 'zh-CN': '标签' } }

/** Fields that a capability brings along where the module does not declare them itself. */
export function capabilityFields(capabilities: readonly Capability[], own: readonly FieldModel[]): FieldModel[] {
  const hasTags = own.some(({ key, type }) => type === TAGS.type || key === TAGS.key)
  return capabilities.includes('tags') && !hasTags ? [{ ...TAGS }] : []
}
