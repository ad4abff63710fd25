import { refDebounced } from '@vueuse/core'
import { type Ref, ref, shallowRef, watch } from 'vue'
import { type ProblemLike, asProblem } from '../../i18n/problem-text.ts'
import { searchRecords, type SearchGroup } from '../../api/search.ts'

const TYPING_PAUSE = 140
const PER_MODULE = 5

/** Records of all modules that answer what is typed; only the last question counts. */
export function useRecordSearch(typed: Ref<string>): { groups: Ref<SearchGroup[]>; isSearching: Ref<boolean>; problem: Ref<ProblemLike | null> } {
  const groups = shallowRef<SearchGroup[]>([])
  const isSearching = ref(false)
  const problem = shallowRef<ProblemLike | null>(null)
  const settled = refDebounced(typed, TYPING_PAUSE)
  let controller = new AbortController()

  watch(settled, async (text) => {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    problem.value = null
    if (text.trim() === '') {
      groups.value = []
      return
    }
    isSearching.value = true
    try {
      groups.value = (await searchRecords({ q: text.trim(), limit: PER_MODULE }, signal)).groups
    } catch (error) {
      if (!signal.aborted) problem.value = asProblem(error)
    } finally {
      if (!signal.aborted) isSearching.value = false
    }
  })
  return { groups, isSearching, problem }
}
