import { shallowRef, type ShallowRef } from 'vue'
import type { Mention } from '../../../../engine/contract/mentions.ts'
import { useLookUp } from '../../../widgets/reference/use-look-up.ts'
import { useLocale } from '../../../i18n/use-locale.ts'
import { useMetadata } from '../../../state/metadata.ts'

export interface People {
  options(): (Mention & { hint?: string })[]
  isLoading: ReturnType<typeof useLookUp>['isLoading']
  search(text: string): void
  /** Everybody who was chosen, for the marks in the text. */
  chosen: ShallowRef<Mention[]>
}

/** Users and groups who can be mentioned, found while typing. */
export function usePeople(first: Mention[] = []): People {
  const metadata = useMetadata()
  const { labelOf } = useLocale()
  const chosen = shallowRef<Mention[]>(first)
  const found = useLookUp({
    modules: () => ['users', 'groups'].filter((key) => metadata.findModule(key)),
    filterOf: (module) => (module === 'users' ? { field: 'active', op: 'is', value: true } : undefined),
  })
  return {
    chosen,
    isLoading: found.isLoading,
    search: found.search,
    options: () =>
      found.options.value.map(({ id, label, module }) => ({
        id,
        name: label,
        hint: module === 'groups' ? labelOf(metadata.findModule(module)?.label) : undefined,
      })),
  }
}
