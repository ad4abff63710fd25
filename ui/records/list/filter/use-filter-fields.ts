import { computed, type ComputedRef } from 'vue'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import type { Operator } from '../../../../engine/contract/condition.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import type { SelectOption } from '../../../kit/select-option.ts'
import { useMetadata } from '../../../state/metadata.ts'

export interface FilterFields {
  /** Every field that can be filtered by, own ones first, then those one reference away. */
  options: ComputedRef<SelectOption[]>
  operatorsOf(path: string): Operator[]
  find(path: string): FieldModel | undefined
  labelOfPath(path: string): string
}

/** The fields of a module by which its list can be filtered. */
export function useFilterFields(module: () => string): FilterFields {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const find = (path: string) => metadata.findField(module(), path)
  const canFilter = (field: FieldModel) => (metadata.typeOf(field)?.operators.length ?? 0) > 0

  function labelOfPath(path: string): string {
    const parts = path.split('.')
    return parts.map((part, index) => labelOf(find(parts.slice(0, index + 1).join('.'))?.label) || part).join(' › ')
  }

  function fieldsBehind(field: FieldModel): SelectOption[] {
    const target: ModuleModel | undefined = field.type === 'reference' && field.to?.length === 1 ? metadata.findModule(field.to[0] ?? '') : undefined
    return (target?.fields ?? [])
      .filter((inner) => !inner.system && canFilter(inner))
      .map((inner) => ({ value: `${field.key}.${inner.key}`, label: `${labelOf(field.label)} › ${labelOf(inner.label)}` }))
  }

  const options = computed(() => {
    const fields = metadata.findModule(module())?.fields ?? []
    const own = fields.filter(canFilter).map((field) => ({ value: field.key, label: labelOf(field.label) }))
    return [...own, ...fields.flatMap(fieldsBehind)]
  })

  return {
    options,
    find,
    labelOfPath,
    operatorsOf(path) {
      const field = find(path)
      return (field && metadata.typeOf(field)?.operators) ?? []
    },
  }
}
