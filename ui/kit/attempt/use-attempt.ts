import { ref, type Ref } from 'vue'
import { useToast } from '../overlay/toast.ts'

export interface Attempt {
  /** Something was asked for and is not answered yet. */
  busy: Ref<boolean>
  /** Whether it was done. */
  attempt(work: () => Promise<unknown>): Promise<boolean>
}

/**
 * Does what may be refused: answers whether it was done, and tells meanwhile that something is under way.
 * `refused` hears why it was not done; a toast says it if absent.
 */
export function useAttempt(refused: (error: unknown) => void = useToast().problem): Attempt {
  const busy = ref(false)

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    try {
      await work()
      return true
    } catch (error) {
      refused(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, attempt }
}
