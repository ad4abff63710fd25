import { type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Values } from '../../../engine/contract/api.ts'
import { referencePathsIn } from '../../../engine/contract/condition-paths.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { getRecord } from '../../api/records.ts'
import { optionOf } from '../../widgets/reference/reference-value.ts'

/**
 * What the conditions of a module look at in records that a form refers to, under its whole path (`account.industry`). Fetched when a
 * reference is chosen; null for a module whose conditions look at nothing but its own fields.
 */
export function useReferredValues(module: ModuleModel, values: Ref<Values>): ShallowRef<Values | null> {
  const paths = referencePathsIn(module)
  const referred = shallowRef<Values | null>(paths.length > 0 ? {} : null)
  const heads = Map.groupBy(paths, (path) => path.split('.')[0] ?? '')

  for (const [head, below] of heads) {
    const field = module.fields.find(({ key }) => key === head)
    if (!field) continue
    const fetchThem = async (value: Values[string]): Promise<void> => {
      const target = optionOf(value, field)
      const fields = below.map((path) => path.slice(head.length + 1))
      const record = target && (await getRecord(target.module, target.id, { fields }).catch(() => null))
      if (values.value[head] !== value) return
      referred.value = { ...referred.value, ...Object.fromEntries(below.map((path) => [path, record?.values[path.slice(head.length + 1)] ?? null])) }
    }
    watch(() => values.value[head] ?? null, fetchThem, { immediate: true })
  }
  return referred
}
