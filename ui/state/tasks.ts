import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { TaskInfo } from '../../engine/contract/api.ts'
import { cancelTask, getTask, listTasks } from '../api/tasks.ts'
import { useLiveEvents } from './live-events.ts'

/** By its kind and its module. */
export type TaskFilter = (task: Pick<TaskInfo, 'kind' | 'module'>) => boolean

/** The user's long work: imports, exports, mass changes. Live events keep it fresh. */
export const useTasks = defineStore('tasks', () => {
  const tasks = shallowRef<TaskInfo[]>([])
  const isOpen = ref(false)
  const hidden = ref(new Set<string>())
  const onDone = new Set<(task: TaskInfo) => void>()
  const elsewhere = useShownElsewhere((fits) => {
    for (const task of tasks.value) if (!isRunning(task) && fits(task)) hide(task.id)
  })

  const shown = computed(() => tasks.value.filter((task) => !hidden.value.has(task.id) && !elsewhere.has(task)))
  const running = computed(() => shown.value.filter(isRunning))

  /** At the start: what still runs. What has ended was seen, or is found where it belongs (imports, downloads). */
  async function load(): Promise<void> {
    const known = new Set(tasks.value.map((task) => task.id))
    const { tasks: all } = await listTasks()
    tasks.value = all.filter((task) => isRunning(task) || known.has(task.id))
  }

  /** Puts a task that was just started into the tray, and opens it. */
  async function track(id: string): Promise<void> {
    isOpen.value = true
    take(await getTask(id))
  }

  function take(task: TaskInfo): void {
    const before = tasks.value.find((known) => known.id === task.id)
    // An answer that was overtaken by the news of the end says nothing any more.
    if (before && !isRunning(before) && isRunning(task)) return
    tasks.value = before ? tasks.value.map((known) => (known.id === task.id ? task : known)) : [task, ...tasks.value]
    if (!isRunning(task) && (!before || isRunning(before))) for (const listener of onDone) listener(task)
  }

  /** News of a task come without its result, which may be long: it is fetched when the task has ended. */
  async function hear(task: TaskInfo): Promise<void> {
    take(isRunning(task) ? task : await getTask(task.id).catch(() => task))
  }

  function listen(): void {
    const live = useLiveEvents()
    live.listen('task', (event) => void hear(event.task))
    live.listen('gap', () => void load().catch(() => {}))
  }

  async function cancel(id: string): Promise<void> {
    await cancelTask(id)
  }

  function hide(id: string): void {
    hidden.value = new Set([...hidden.value, id])
  }

  function forget(): void {
    tasks.value = []
    hidden.value = new Set()
    isOpen.value = false
  }

  return { shown, running, isOpen, load, track, listen, cancel, hide, showElsewhere: elsewhere.show, isSeen: elsewhere.isSeen, forget, onDone }
})

/** Work that an open page shows itself. */
function useShownElsewhere(left: (fits: TaskFilter) => void): { has: TaskFilter; isSeen: TaskFilter; show(fits: TaskFilter): void } {
  const filters = shallowRef<readonly TaskFilter[]>([])
  const has: TaskFilter = (task) => filters.value.some((fits) => fits(task))
  return {
    has,
    /** Whether the user looks at the page that shows it. */
    isSeen: (task) => !document.hidden && has(task),
    /**
     * To be called in the page's set-up: as long as it is open that work is not in the tray. What has ended by the time the page is left
     * was seen there; what still runs comes to the tray.
     */
    show(fits) {
      filters.value = [...filters.value, fits]
      onScopeDispose(() => {
        left(fits)
        filters.value = filters.value.filter((other) => other !== fits)
      })
    },
  }
}

export function isRunning(task: TaskInfo): boolean {
  return task.state === 'waiting' || task.state === 'running'
}
