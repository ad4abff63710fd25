import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { DemoInfo, TaskInfo } from '../../engine/contract/api.ts'
import { loadDemo, removeDemo, startDemo } from '../api/demo.ts'
import { useSession } from './session.ts'
import { useTasks } from './tasks.ts'

/** The sample data of the installation: only admins may ask for it, and nobody is asked before a screen could offer it. */
export const useDemo = defineStore('demo', () => {
  const session = useSession()
  const tasks = useTasks()
  const state = ref<DemoInfo['state']>('unavailable')
  const task = ref<string | null>(null)
  let loading: Promise<void> | null = null

  const canStart = computed(() => session.me?.isAdmin === true && state.value === 'absent')
  const canRemove = computed(() => session.me?.isAdmin === true && state.value === 'loaded')
  const isBusy = computed(() => state.value === 'loading' || state.value === 'removing')

  /** Asks once; for who is no admin there is none. */
  function load(): Promise<void> {
    if (!session.me?.isAdmin) return Promise.resolve()
    loading ??= refresh().catch(() => {
      // An offer that cannot be made is no error.
      loading = null
    })
    return loading
  }

  async function refresh(): Promise<void> {
    const info = await loadDemo()
    state.value = info.state
    task.value = info.task ?? null
  }

  async function begin(): Promise<void> {
    await follow('loading', await startDemo())
  }

  async function remove(): Promise<void> {
    await follow('removing', await removeDemo())
  }

  async function follow(next: 'loading' | 'removing', started: { task: string }): Promise<void> {
    state.value = next
    task.value = started.task
    tasks.onDone.add(onTask)
    await tasks.track(started.task)
  }

  function onTask(done: TaskInfo): void {
    if (done.id !== task.value) return
    tasks.onDone.delete(onTask)
    void refresh().catch(() => {})
  }

  return { state, canStart, canRemove, isBusy, load, begin, remove }
})
