import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { TaskInfo } from '../../../engine/contract/api.ts'
import type { DuplicateGroup } from '../../../engine/contract/duplicates.ts'
import { dismissDuplicates, loadDuplicates, startDuplicateSearch } from '../../api/duplicates.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { type ToastTools, useToast } from '../../kit/overlay/toast.ts'
import { useLiveEvents } from '../../state/live-events.ts'

export interface Duplicates {
  state: Ref<'loading' | 'ready' | 'error'>
  failure: ShallowRef<ProblemError | null>
  /** The newest search; null for none. */
  task: ShallowRef<TaskInfo | null>
  isSearching: ComputedRef<boolean>
  found: Ref<number>
  groups: ShallowRef<DuplicateGroup[]>
  hasMore: ComputedRef<boolean>
  load(): Promise<void>
  more(): Promise<void>
  search(): Promise<void>
  dismiss(group: DuplicateGroup): Promise<boolean>
}

/** What the last search for duplicates in a module found, kept up to date while one runs. */
export function useDuplicates(module: () => string): Duplicates {
  const toast = useToast()
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const failure = shallowRef<ProblemError | null>(null)
  const task = shallowRef<TaskInfo | null>(null)
  const found = ref(0)
  const groups = shallowRef<DuplicateGroup[]>([])
  const next = shallowRef<string | null>(null)
  /** Searches whose end was told: an answer that was overtaken by it says nothing any more. */
  const ended = new Set<string>()
  const isSearching = computed(() => task.value?.state === 'waiting' || task.value?.state === 'running')

  async function load(): Promise<void> {
    try {
      const answer = await loadDuplicates(module())
      task.value = answer.task
      found.value = answer.found
      groups.value = answer.groups
      next.value = answer.next
      state.value = 'ready'
      if (isSearching.value && answer.task && ended.has(answer.task.id)) await load()
    } catch (error) {
      failure.value = problemOf(error)
      state.value = 'error'
    }
  }

  const addPage = async (cursor: string) => {
    const answer = await loadDuplicates(module(), { cursor })
    groups.value = [...groups.value, ...answer.groups]
    next.value = answer.next
  }

  async function more(): Promise<void> {
    if (next.value !== null) await tried(toast, addPage(next.value))
  }

  async function search(): Promise<void> {
    if (await tried(toast, startDuplicateSearch(module()))) await load()
  }

  async function dismiss(group: DuplicateGroup): Promise<boolean> {
    const ids = group.records.map(({ id }) => id)
    if (!(await tried(toast, dismissDuplicates(module(), ids)))) return false
    groups.value = groups.value.filter((other) => other !== group)
    found.value = Math.max(0, found.value - 1)
    return true
  }

  useLiveEvents().listen('task', ({ task: told }) => {
    if (told.state !== 'waiting' && told.state !== 'running') ended.add(told.id)
    if (told.id !== task.value?.id) return
    task.value = told
    if (told.state === 'done') void load()
  })
  watch(module, load, { immediate: true })
  return { state, failure, task, isSearching, found, groups, hasMore: computed(() => next.value !== null), load, more, search, dismiss }
}

/** Does a step and says what failed; whether it was done. */
function tried(toast: ToastTools, step: Promise<unknown>): Promise<boolean> {
  return step.then(
    () => true,
    (error: unknown) => {
      toast.problem(error)
      return false
    },
  )
}
