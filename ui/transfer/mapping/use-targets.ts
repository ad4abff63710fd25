import { computed, type ComputedRef } from 'vue'
import type { ImportInfo, ImportTargetInfo } from '../../../engine/contract/import.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'

export interface Targets {
  all: ComputedRef<ImportTargetInfo[]>
  find(path: string): ImportTargetInfo | undefined
  fieldOf(path: string): FieldModel | undefined
  /** In the language of the moment; the path itself for one that is no target. */
  labelOfPath(path: string): string
}

/** What the columns of an import may be mapped to. */
export function useTargets(info: () => Pick<ImportInfo, 'module' | 'targets'>): Targets {
  const { labelOf } = useLocale()
  const metadata = useMetadata()
  const byPath = computed(() => new Map(info().targets.map((target) => [target.path, target])))
  const fieldOf = (path: string) => metadata.findModule(info().module)?.fields.find(({ key }) => key === path.split('.')[0])
  return {
    all: computed(() => info().targets),
    find: (path) => byPath.value.get(path),
    fieldOf,
    labelOfPath: (path) => labelOf(byPath.value.get(path)?.label ?? fieldOf(path)?.label) || path,
  }
}
