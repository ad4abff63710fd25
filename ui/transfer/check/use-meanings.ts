import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { ImportInfo, ImportMapping, UnmatchedValue } from '../../../engine/contract/import.ts'
import { applyMeanings, keyOf, likelyMeaning, type Meaning } from './meanings.ts'

export interface Meanings {
  of(item: UnmatchedValue): Meaning | null
  set(item: UnmatchedValue, meaning: Meaning | null): void
  decided: ComputedRef<number>
  /** The mapping of the import with what was decided. */
  mapping(): ImportMapping[]
}

/** What the user says of the texts that could not be matched, until it is applied. */
export function useMeanings(info: () => ImportInfo): Meanings {
  const chosen = shallowRef(new Map<string, Meaning>())
  const unmatched = computed(() => info().report?.unmatched ?? [])

  watch(
    unmatched,
    (items) => {
      chosen.value = new Map(
        items.flatMap((item) => {
          const meaning = likelyMeaning(item)
          return meaning === null ? [] : [[keyOf(item), meaning] as const]
        }),
      )
    },
    { immediate: true },
  )

  return {
    of: (item) => chosen.value.get(keyOf(item)) ?? null,
    set(item, meaning) {
      const next = new Map(chosen.value)
      if (meaning === null) next.delete(keyOf(item))
      else next.set(keyOf(item), meaning)
      chosen.value = next
    },
    decided: computed(() => chosen.value.size),
    mapping: () =>
      applyMeanings(
        info().mapping,
        unmatched.value.flatMap((item) => {
          const meaning = chosen.value.get(keyOf(item))
          return meaning === undefined ? [] : [{ item, meaning }]
        }),
      ),
  }
}
