import { useElementSize, useScroll } from '@vueuse/core'
import { computed, type ComputedRef, nextTick, type Ref, ref, watch } from 'vue'
import { gridCommand, type GridCommand } from './grid-keys.ts'
import { OVERSCAN, scrollTopFor, visibleRange } from './visible-range.ts'
import { toggled, withRange } from './row-selection.ts'

export interface GridRowsInput<Row> {
  container: Ref<HTMLElement | null>
  rows: () => readonly Row[]
  rowHeight: () => number
  headHeight: number
  selected: () => ReadonlySet<string>
  select(selected: Set<string>): void
  open(row: Row, newTab: boolean): void
  /** Called when the end comes near. */
  more(): void
  /** Called with the rows that are drawn; `to` is exclusive. */
  seen(from: number, to: number): void
}

export interface GridRows<Row> {
  visible: ComputedRef<{ row: Row; index: number }[]>
  offset: ComputedRef<number>
  /** The row that the keys act on; -1 before the first. */
  active: Ref<number>
  onKeydown(event: KeyboardEvent): void
  toggle(index: number, extend: boolean): void
}

const NEAR_THE_END = 25

/** Drawing only the rows in sight, moving through them with keys, and selecting them. */
export function useGridRows<Row extends { id: string }>(input: GridRowsInput<Row>): GridRows<Row> {
  const { y, height, range, visible } = useRowsInSight(input)
  const active = ref(-1)
  const anchor = ref(0)

  watch([range, () => input.rows().length], ([{ from, to }, count]) => {
    if (count > 0 && to > count - NEAR_THE_END) input.more()
    input.seen(from, to)
  })

  const ids = () => input.rows().map((row) => row.id)

  function toggle(index: number, extend: boolean): void {
    const row = input.rows()[index]
    if (!row) return
    input.select(extend ? withRange(input.selected(), ids(), { from: anchor.value, to: index }) : toggled(input.selected(), row.id))
    anchor.value = index
    active.value = index
  }

  const commands: { [K in GridCommand['kind']]: (command: Extract<GridCommand, { kind: K }>) => void } = {
    move({ to, extend }) {
      if (extend) input.select(withRange(input.selected(), ids(), { from: active.value, to }))
      active.value = to
      anchor.value = to
      const container = input.container.value
      const view = { scrollTop: y.value, height: height.value, rowHeight: input.rowHeight(), headHeight: input.headHeight }
      void nextTick(() => container?.scrollTo({ top: scrollTopFor(to, view) }))
    },
    toggle: () => toggle(active.value, false),
    open({ newTab }) {
      const row = input.rows()[active.value]
      if (row) input.open(row, newTab)
    },
    all: () => input.select(new Set(ids())),
    none: () => input.select(new Set()),
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.isComposing) return
    const page = Math.max(1, Math.floor(height.value / input.rowHeight()) - 2)
    const command = gridCommand(event, { at: active.value, count: input.rows().length, page })
    if (!command || (command.kind === 'none' && input.selected().size === 0)) return
    event.preventDefault()
    const run = commands[command.kind] as (command: GridCommand) => void
    run(command)
  }

  return { visible, offset: computed(() => range.value.from * input.rowHeight()), active, onKeydown, toggle }
}

/** The rows to draw, as far as the container is scrolled. */
function useRowsInSight<Row extends { id: string }>(input: GridRowsInput<Row>) {
  const { height } = useElementSize(input.container, { width: 0, height: 800 })
  const { y } = useScroll(input.container)
  const beyond = useRowsBeyond(() => input.rows().length > 0)
  const range = computed(() =>
    visibleRange({ scrollTop: y.value, height: height.value, rowHeight: input.rowHeight(), count: input.rows().length, beyond: beyond.value }),
  )
  const visible = computed(() =>
    input
      .rows()
      .slice(range.value.from, range.value.to)
      .map((row, index) => ({ row, index: range.value.from + index })),
  )
  return { y, height, range, visible }
}

/** What is in sight is drawn first, and the rows beyond the edges after that: nobody waits for them. */
function useRowsBeyond(hasRows: () => boolean): Ref<number> {
  const beyond = ref(0)
  const drawThem = (): void => {
    beyond.value = OVERSCAN
  }
  watch(hasRows, (has) => has && requestAnimationFrame(() => setTimeout(drawThem)), { immediate: true, flush: 'post' })
  return beyond
}
