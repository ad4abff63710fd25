import { onScopeDispose, type Ref, shallowRef } from 'vue'
import type { ListQuery } from '../../../../engine/contract/api.ts'
import type { FieldModel, ModuleModel } from '../../../../engine/contract/model.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import type { BoardSource } from './board-requests.ts'

export interface BoardSources {
  problem: Ref<ProblemError | null>
  /** Runs with what the list asks now; an answer that comes too late says nothing, and what went wrong is kept. */
  use(work: (source: BoardSource) => Promise<void>): Promise<void>
  /** Gives up what is on its way. */
  renew(): void
}

/** Requests for the parts of a board: any number at a time, all given up together when the list asks for something else. */
export function useBoardSource(module: ModuleModel, field: FieldModel, query: () => ListQuery | null): BoardSources {
  const problem = shallowRef<ProblemError | null>(null)
  let controller = new AbortController()
  onScopeDispose(() => controller.abort())

  async function use(work: (source: BoardSource) => Promise<void>): Promise<void> {
    const asked = query()
    if (!asked) return
    const { signal } = controller
    try {
      await work({ module, field, query: asked, signal })
      if (!signal.aborted) problem.value = null
    } catch (error) {
      if (!signal.aborted) problem.value = problemOf(error)
    }
  }

  function renew(): void {
    controller.abort()
    controller = new AbortController()
  }
  return { problem, use, renew }
}
