import type { LocationQuery } from 'vue-router'
import type { Values } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { isToSeveral } from '../../widgets/reference/reference-value.ts'

/** What a form begins with, and the texts of references in it. */
export interface Preset {
  values: Values
  labels: Record<string, string>
}

/** First values and their texts from the address: `?set.account=<id>&label.account=Cancity`; with several modules `?set.related_to=accounts:<id>`. */
export function presetOf(query: LocationQuery, module: ModuleModel): Preset {
  const values: Values = {}
  const labels: Record<string, string> = {}
  for (const field of module.fields) {
    const value = query[`set.${field.key}`]
    const label = query[`label.${field.key}`]
    if (typeof value !== 'string') continue
    const [other = '', id = ''] = value.split(':')
    values[field.key] = isToSeveral(field) ? { module: other, id } : value
    if (typeof label === 'string') labels[field.key] = label
  }
  return { values, labels }
}
