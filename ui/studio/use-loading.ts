import { onMounted, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { type ProblemError, problemOf } from '../api/problem-error.ts'

export interface Loading<T> {
  /** Null until it is there. */
  data: ShallowRef<T | null>
  problem: Ref<ProblemError | null>
  reload(): Promise<void>
}

/** What a part of a screen shows, loaded when it appears. What was there stays while it is loaded again. */
export function useLoading<T>(load: () => Promise<T>): Loading<T> {
  const data = shallowRef<T | null>(null)
  const problem = ref<ProblemError | null>(null)
  let newest = 0

  async function reload(): Promise<void> {
    const mine = ++newest
    try {
      const loaded = await load()
      if (mine !== newest) return
      data.value = loaded
      problem.value = null
    } catch (error) {
      if (mine === newest) problem.value = problemOf(error)
    }
  }
  onMounted(reload)
  return { data, problem, reload }
}
