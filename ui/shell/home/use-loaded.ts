import { ref, type Ref, shallowRef } from 'vue'
import { asProblem, type ProblemLike } from '../../i18n/problem-text.ts'

export interface Loaded<T> {
  data: Ref<T | null>
  problem: Ref<ProblemLike | null>
  isLoading: Ref<boolean>
  load(): Promise<void>
}

/** One part of a page that comes by itself: each part waits, fails and is tried again without the others. */
export function useLoaded<T>(fetch: () => Promise<T>): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<ProblemLike | null>(null)
  const isLoading = ref(false)
  let run = 0

  async function load(): Promise<void> {
    const mine = ++run
    isLoading.value = true
    try {
      const fetched = await fetch()
      if (mine !== run) return
      data.value = fetched
      problem.value = null
    } catch (error) {
      if (mine === run) problem.value = asProblem(error)
    } finally {
      if (mine === run) isLoading.value = false
    }
  }
  return { data, problem, isLoading, load }
}
