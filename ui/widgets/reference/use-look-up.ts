import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, ref, type Ref, type ShallowRef, shallowRef } from 'vue'
import type { LookupOption } from '../../../engine/contract/api.ts'
import type { Condition } from '../../../engine/contract/condition.ts'
import { lookUp } from '../../api/search.ts'
import { useToast } from '../../kit/overlay/toast.ts'

/** `modules` are the choices; `filterOf` narrows those of one module. */
export interface LookUpSource {
  modules(): string[]
  filterOf(module: string): Condition | undefined
}
export interface LookUp {
  options: ShallowRef<LookupOption[]>
  isLoading: Ref<boolean>
  /** What the options answer; '' for the ones that come without typing. */
  asked: Ref<string>
  search(text: string): void
}

const PAUSE_MS = 120
const MOST_IN_ONE = 12
const MOST_IN_SEVERAL = 5

/** Records found while typing, in one or several modules. A newer question takes the place of the one that is under way. */
export function useLookUp(source: LookUpSource): LookUp {
  const options = shallowRef<LookupOption[]>([])
  const isLoading = ref(false)
  const asked = ref('')
  const toast = useToast()
  let running: AbortController | null = null

  async function ask(q: string): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    isLoading.value = true
    try {
      const modules = source.modules()
      const limit = modules.length > 1 ? MOST_IN_SEVERAL : MOST_IN_ONE
      const answers = await Promise.all(modules.map((module) => lookUp({ module, q, filter: source.filterOf(module), limit }, mine.signal)))
      if (mine.signal.aborted) return
      options.value = answers.flatMap((answer) => answer.options)
      asked.value = q
    } catch (error) {
      if (!mine.signal.aborted) toast.problem(error)
    } finally {
      if (running === mine) isLoading.value = false
    }
  }
  const askSoon = useDebounceFn(ask, PAUSE_MS)
  onScopeDispose(() => running?.abort(), true)
  return { options, isLoading, asked, search: (text) => void (text.trim() === '' ? ask('') : askSoon(text.trim())) }
}
