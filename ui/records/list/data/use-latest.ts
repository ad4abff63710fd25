import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'

export interface Latest {
  isBusy: Ref<boolean>
  /** What the last request failed with; null when it did not. */
  problem: Ref<ProblemError | null>
  /** Runs a request; whatever was on its way before does not matter any more, neither its answer nor its failure. */
  run<T>(work: (signal: AbortSignal) => Promise<T>, take: (result: T) => void): Promise<void>
}

/** Requests of which only the last one counts. */
export function useLatest(): Latest {
  const isBusy = ref(false)
  const problem = shallowRef<ProblemError | null>(null)
  let controller = new AbortController()
  onScopeDispose(() => controller.abort(), true)

  async function run<T>(work: (signal: AbortSignal) => Promise<T>, take: (result: T) => void): Promise<void> {
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    isBusy.value = true
    try {
      const result = await work(signal)
      if (signal.aborted) return
      problem.value = null
      take(result)
    } catch (error) {
      if (!signal.aborted) problem.value = problemOf(error)
    } finally {
      if (!signal.aborted) isBusy.value = false
    }
  }

  return { isBusy, problem, run }
}
