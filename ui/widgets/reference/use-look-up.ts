import { ref, shallowRef } from 'vue'
import type { LookupOption } from '../../../engine/contract/api.ts'
import type { Condition } from '../../../engine/contract/condition.ts'
import { lookUp } from '../../api/search.ts'

/** Records found while typing, in one or several modules. A newer question takes the place of the one that is under way. */
export function useLookUp(modules: () => string[], filter?: () => Condition | undefined) {
  const options = shallowRef<LookupOption[]>([])
  const isLoading = ref(false)
  let running: AbortController | null = null

  async function search(text: string): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    isLoading.value = true
    try {
      const answers = await Promise.all(modules().map((module) => lookUp({ module, q: text.trim(), filter: filter?.(), limit: 12 }, mine.signal)))
      if (!mine.signal.aborted) options.value = answers.flatMap((answer) => answer.options)
    } catch (error) {
      if (!mine.signal.aborted) throw error
    } finally {
      if (running === mine) isLoading.value = false
    }
  }
  return { options, isLoading, search }
}
