import { SYSTEM_FIELDS } from '../../contract/model.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts'
import { capabilityFields } from '../model/capability-fields.ts'
import { layerOfItems, type MetadataItem } from './items-layer.ts'
import type { Layer } from './layer.ts'
import { mergeLayers, type MergedMetadata } from './merge-layers.ts'

/**
 * An installation's items without its rights in what is not there: a field, or a module, that was taken away since, or that a plugin
 * brings which is not loaded now. They stay stored, so that what comes back is hidden again from whom it was hidden, and keep nobody
 * from taking a field away. Rights that files name are no such leftovers: there a name without a field is a mistake.
 */
export function effectiveItems(items: readonly MetadataItem[], below: readonly Layer[]): readonly MetadataItem[] {
  if (!items.some((item) => moduleOf(item) !== undefined)) return items
  const merged = mergeLayers([...below, layerOfItems('installation', items)])
  return items.flatMap((item) => {
    const module = moduleOf(item)
    if (module === undefined) return [item]
    if (!merged.files.has(`modules/${module}/module.json`)) return []
    return [{ ...item, content: withoutFields(item.content, fieldsOf(merged, module)) }]
  })
}

const ACCESS_PATH = /^modules\/([^/]+)\/access\.json$/

function moduleOf({ path }: MetadataItem): string | undefined {
  return ACCESS_PATH.exec(path)?.[1]
}

function fieldsOf({ files }: MergedMetadata, module: string): ReadonlySet<string> {
  const fields = files.get(`modules/${module}/fields.json`)?.value['fields']
  const own = (Array.isArray(fields) ? fields : []).flatMap((field) => (isObject(field) ? [String(field['key'])] : []))
  return new Set([...own, ...SYSTEM_FIELDS, ...capabilityFields(['tags'], []).map(({ key }) => key)])
}

function withoutFields(content: JsonObject, known: ReadonlySet<string>): JsonObject {
  const { profiles } = content
  if (!isObject(profiles)) return content
  return { ...content, profiles: Object.fromEntries(Object.entries(profiles).map(([profile, line]) => [profile, lineWithout(line, known)])) }
}

function lineWithout(line: JsonValue, known: ReadonlySet<string>): JsonValue {
  if (!isObject(line) || !isObject(line['fields'])) return line
  return { ...line, fields: Object.fromEntries(Object.entries(line['fields']).filter(([field]) => known.has(field))) }
}
