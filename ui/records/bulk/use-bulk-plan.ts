import { useDebounceFn } from '@vueuse/core'
import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from 'vue'
import type { BulkOperation, BulkPlan, BulkRequest } from '../../../engine/contract/bulk.ts'
import { planBulk, startBulk } from '../../api/bulk.ts'
import type { ProblemError } from '../../api/problem-error.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useTasks } from '../../state/tasks.ts'
import { useLatest } from '../list/data/use-latest.ts'
import type { ListActionContext } from '../list/list-actions.ts'

export interface BulkPlanning {
  /** What would happen; null while that is not known. */
  plan: Ref<BulkPlan | null>
  problem: Ref<ProblemError | null>
  /** What is wrong with the values that were chosen, by field. */
  errors: ComputedRef<Record<string, string>>
  isChecking: ComputedRef<boolean>
  isStarting: Ref<boolean>
  /** Starts the work in the background and shows it in the tray; false where that failed. */
  start(): Promise<boolean>
}

const PAUSE = 350

/** Mass work on what a list shows: each change of the operation is tried on the server before it can be started. `null`: not said yet. */
export function useBulkPlan(context: () => ListActionContext, operation: () => BulkOperation | null): BulkPlanning {
  const toast = useToast()
  const plan = shallowRef<BulkPlan | null>(null)
  const isStarting = ref(false)
  const { isBusy, problem, run } = useLatest()
  // One wish, however often the button is pressed or the network fails.
  let wish = crypto.randomUUID()

  const request = computed((): BulkRequest | null => {
    const wanted = operation()
    const { module, filter, q } = context()
    return wanted && { module, filter, q, operation: wanted }
  })

  const content = computed(() => JSON.stringify(request.value))
  /** A check begins when the typing rests. */
  const isAwaited = ref(false)

  async function check(): Promise<void> {
    const body = request.value
    const asked = content.value
    isAwaited.value = false
    if (!body) return
    const ask = (signal: AbortSignal) => planBulk(body, signal)
    await run(ask, (answer) => {
      // What was typed meanwhile is a wish of its own, which the next check answers.
      if (content.value === asked) plan.value = answer
    })
  }
  const checkSoon = useDebounceFn(check, PAUSE)

  watch(
    content,
    (_, before) => {
      wish = crypto.randomUUID()
      plan.value = null
      problem.value = null
      isAwaited.value = request.value !== null
      void (before === undefined ? check() : checkSoon())
    },
    { immediate: true },
  )

  async function start(): Promise<boolean> {
    if (!request.value || isStarting.value) return false
    isStarting.value = true
    try {
      const { task } = await startBulk(request.value, wish)
      await useTasks().track(task)
      return true
    } catch (error) {
      toast.problem(error)
      return false
    } finally {
      isStarting.value = false
    }
  }

  return { plan, problem, errors: computed(() => errorsIn(problem.value)), isChecking: computed(() => isBusy.value || isAwaited.value), isStarting, start }
}

function errorsIn(problem: ProblemError | null): Record<string, string> {
  return Object.fromEntries((problem?.problems ?? []).flatMap((entry) => (entry.field ? [[entry.field, entry.message ?? entry.code]] : [])))
}
