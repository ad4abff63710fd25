import { useTimeoutFn } from '@vueuse/core'
import { ref, watch } from 'vue'
import { useLiveList } from './use-live-list.ts'

const PAUSE = 1200

/** News of a module for a list that stays calm: nothing moves under the hands of who edits or scrolls; it comes when they have stopped. */
export function useCalmNews(module: string, input: { isBusy: () => boolean; changed(): void }): { onScroll(): void } {
  const isScrolling = ref(false)
  const isWaiting = ref(false)
  const { start } = useTimeoutFn(() => (isScrolling.value = false), PAUSE, { immediate: false })
  const isHeld = () => input.isBusy() || isScrolling.value

  useLiveList(module, () => {
    if (isHeld()) isWaiting.value = true
    else input.changed()
  })
  watch(isHeld, (held) => {
    if (held || !isWaiting.value) return
    isWaiting.value = false
    input.changed()
  })
  return {
    onScroll() {
      isScrolling.value = true
      start()
    },
  }
}
