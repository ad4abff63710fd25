import { ref, type Ref } from 'vue'
import { useToast } from '../kit/overlay/toast.ts'

/** Does what may be refused: says so if it is, answers whether it was done, and tells meanwhile that something is under way. */
export function useAttempt(): { isBusy: Ref<boolean>; attempt(work: () => Promise<unknown>): Promise<boolean> } {
  const toast = useToast()
  const isBusy = ref(false)

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    isBusy.value = true
    try {
      await work()
      return true
    } catch (error) {
      toast.problem(error)
      return false
    } finally {
      isBusy.value = false
    }
  }
  return { isBusy, attempt }
}
