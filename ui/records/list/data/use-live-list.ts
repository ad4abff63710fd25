import { useDebounceFn } from '@vueuse/core'
import { useLiveEvents } from '../../../state/live-events.ts'

const PAUSE = 700

/** Calls when records of a module changed elsewhere: once for many changes that come together. */
export function useLiveList(module: string, changed: () => void): void {
  const live = useLiveEvents()
  const onChange = useDebounceFn(changed, PAUSE, { maxWait: 5 * PAUSE })
  live.listen('records', (event) => {
    if (event.module === module) void onChange()
  })
  live.listen('gap', () => void onChange())
}
