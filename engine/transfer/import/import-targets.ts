import type { Access } from '../../access/compile-access.ts'
import type { ImportTargetInfo } from '../../contract/import.ts'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType } from '../../fields/field-type.ts'
import type { Registry } from '../../kernel/registry.ts'

/** Something that a column may be mapped to: a field, or one part of it (`billing_address.city`). */
export interface ImportTarget {
  path: string
  field: FieldModel
  part: string | null
  type: FieldType
  /** Key, label in both languages, for matching with headers. */
  names: string[]
}

/** Fields that never come from a file: computed, read-only, secret, or uploaded. */
const NOT_IMPORTABLE = new Set(['auto_number', 'file', 'files', 'image', 'secret', 'json'])

/** What a file may fill in a module for an actor: only what they may write. What is hidden from them is no field at all. */
export function writableTargets(module: ModuleModel, fieldTypes: Registry<FieldType>, access: Access): ImportTarget[] {
  return importTargets(module, fieldTypes).filter(({ field }) => access.fieldRight(module.key, field.key) === 'write')
}

/** All that a file may fill in a module, in the order of its fields; the owner comes last. */
export function importTargets(module: ModuleModel, fieldTypes: Registry<FieldType>): ImportTarget[] {
  return module.fields.flatMap((field): ImportTarget[] => {
    const type = fieldTypes.get(field.type)
    if (!type || NOT_IMPORTABLE.has(field.type) || field.readOnly || (field.system && field.key !== 'owner')) return []
    const names = [field.key.replaceAll('_', ' '), field.label.en, field.label['zh-CN']]
    if (!type.parts) return [{ path: field.key, field, part: null, type, names }]
    return Object.entries(type.parts).map(([part, { label }]) => ({
      path: `${field.key}.${part}`,
      field,
      part,
      type,
      names: [
        `${names[0]} ${part}`,
        `${field.label.en} ${label.en}`,
        `${field.label['zh-CN']}${label['zh-CN']}`,
        part.replaceAll('_', ' '),
        label.en,
        label['zh-CN'],
      ],
    }))
  })
}

/** The targets that an actor may write, as the wizard offers them. */
export function offeredTargets(module: ModuleModel, fieldTypes: Registry<FieldType>, access: Access): ImportTargetInfo[] {
  return writableTargets(module, fieldTypes, access).map(({ path, field, part, type }) => {
    const own = part === null ? undefined : type.parts?.[part]?.label
    const label = own ? { en: `${field.label.en}: ${own.en}`, 'zh-CN': `${field.label['zh-CN']}：${own['zh-CN']}` } : field.label
    return { path, field: field.key, ...(part !== null && { part }), label }
  })
}

/** The target of a mapping's path; undefined where there is none. */
export function findTarget(targets: ImportTarget[], path: string): ImportTarget | undefined {
  return targets.find((target) => target.path === path)
}
