import { type Ref, ref } from 'vue'
import { MIN_COLUMN_WIDTH } from './grid-column.ts'

export interface ColumnResize {
  /** The width of the column that is being drawn wider, as long as it is. */
  live: Ref<{ key: string; width: number } | null>
  start(key: string, event: PointerEvent): void
}

/** Drags the edge of a column. `done` gets the width at the end, in pixels. */
export function useColumnResize(done: (key: string, width: number) => void): ColumnResize {
  const live = ref<{ key: string; width: number } | null>(null)

  function start(key: string, event: PointerEvent): void {
    const handle = event.target as HTMLElement
    const before = handle.closest('[role=columnheader]')?.getBoundingClientRect().width ?? MIN_COLUMN_WIDTH
    const move = (moved: PointerEvent) => {
      live.value = { key, width: Math.max(MIN_COLUMN_WIDTH, Math.round(before + moved.clientX - event.clientX)) }
    }
    const end = () => {
      handle.removeEventListener('pointermove', move)
      if (live.value) done(key, live.value.width)
      live.value = null
    }
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end, { once: true })
  }

  return { live, start }
}
