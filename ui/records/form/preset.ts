import type { LocationQuery } from 'vue-router'
import type { Values } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'

/** First values and their texts from the address: `?set.account=<id>&label.account=Cancity`; with several modules `?set.related_to=accounts:<id>`. */
export function presetOf(query: LocationQuery, module: ModuleModel): { values: Values; labels: Record<string, string> } {
  const values: Values = {}
  const labels: Record<string, string> = {}
  for (const field of module.fields) {
    const value = query[`set.${field.key}`]
    const label = query[`label.${field.key}`]
    if (typeof value !== 'string') continue
    const [other = '', id = ''] = value.split(':')
    values[field.key] = field.type === 'reference' && (field.to?.length ?? 0) > 1 ? { module: other, id } : value
    if (typeof label === 'string') labels[field.key] = label
  }
  return { values, labels }
}
