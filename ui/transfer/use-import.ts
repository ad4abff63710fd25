import { useIntervalFn } from '@vueuse/core'
import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { ImportInfo } from '../../engine/contract/import.ts'
import * as api from '../api/imports.ts'
import { type ProblemError, problemOf } from '../api/problem-error.ts'
import { useAttempt } from '../kit/attempt/use-attempt.ts'
import { useLiveEvents } from '../state/live-events.ts'
import { useTasks } from '../state/tasks.ts'
import { isWorking } from './import-state.ts'

/** Live events bring the progress; should the stream be lost, the import is looked at from time to time. */
const LOOK_AGAIN = 4000
const IMPORT_TASKS = new Set(['import-check', 'import', 'import-undo'])

export interface OpenImport {
  info: ShallowRef<ImportInfo | null>
  problem: ShallowRef<ProblemError | null>
  progress: ComputedRef<{ done: number; total: number }>
  /** Something was asked for and is not answered yet. */
  isBusy: Ref<boolean>
  reload(): Promise<void>
  /** Changes the mapping, the options or the format; false when it was refused (and said so). */
  change(change: api.ImportChange): Promise<boolean>
  check(): Promise<void>
  run(): Promise<void>
  cancel(): Promise<void>
  undo(): Promise<void>
}

/** One import: its state, kept in step with its task, and what can be done with it. */
export function useImport(id: string): OpenImport {
  const { busy: isBusy, attempt } = useAttempt()
  const info = shallowRef<ImportInfo | null>(null)
  const problem = shallowRef<ProblemError | null>(null)
  const latest = shallowRef<{ done: number; total: number } | null>(null)
  const progress = computed(() => latest.value ?? info.value?.progress ?? { done: 0, total: 0 })

  async function reload(): Promise<void> {
    try {
      take(await api.getImport(id))
    } catch (error) {
      if (!info.value) problem.value = problemOf(error)
    }
  }

  function take(next: ImportInfo): void {
    info.value = next
    latest.value = null
    problem.value = null
  }

  const andReload = (work: () => Promise<unknown>) => async (): Promise<void> => {
    await attempt(work)
    await reload()
  }

  const live = useLiveEvents()
  live.listen('task', ({ task }) => {
    if (task.id !== info.value?.task?.id) return
    if (task.state === 'running') latest.value = task.progress
    else if (task.state !== 'waiting') void reload()
  })
  live.listen('gap', () => void reload())
  useIntervalFn(() => {
    if (info.value && isWorking(info.value.state)) void reload()
  }, LOOK_AGAIN)
  useTasks().showElsewhere(({ kind, module }) => IMPORT_TASKS.has(kind) && module === info.value?.module)
  void reload()

  return {
    info,
    problem,
    progress,
    isBusy,
    reload,
    change: (change) => attempt(async () => take(await api.changeImport(id, change))),
    check: andReload(() => api.checkImport(id)),
    run: andReload(() => api.runImport(id)),
    cancel: andReload(() => api.cancelImport(id)),
    undo: andReload(() => api.undoImport(id)),
  }
}
