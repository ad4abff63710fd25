import { computed, type ComputedRef, onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { ImportInfo } from '../../../engine/contract/import.ts'
import * as api from '../../api/imports.ts'
import { type ProblemError, problemOf } from '../../api/problem-error.ts'
import { mappingForColumns } from '../mapping/draft.ts'

export interface Upload {
  file: ShallowRef<File | null>
  sent: Ref<{ done: number; total: number }>
  /** All of the file is there, and the server reads it. */
  isReading: ComputedRef<boolean>
  problem: ShallowRef<ProblemError | null>
  send(file: File): Promise<ImportInfo | null>
  stop(): void
}

/** Sends a file as a new import of a module. `like`: an import whose mapping is taken over as far as the columns are the same. */
export function useUpload(module: string, like: () => string | undefined): Upload {
  const file = shallowRef<File | null>(null)
  const sent = ref({ done: 0, total: 0 })
  const problem = shallowRef<ProblemError | null>(null)
  const isReading = computed(() => file.value !== null && sent.value.total > 0 && sent.value.done >= sent.value.total)
  let running: AbortController | null = null

  async function send(chosen: File): Promise<ImportInfo | null> {
    const mine = new AbortController()
    running = mine
    problem.value = null
    file.value = chosen
    sent.value = { done: 0, total: chosen.size }
    try {
      const info = await api.uploadImport(module, chosen, {
        signal: mine.signal,
        onSent: (done, total) => {
          sent.value = { done, total }
        },
      })
      return await takeOver(info, like())
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error)
      return null
    } finally {
      file.value = null
    }
  }

  function stop(): void {
    running?.abort()
    file.value = null
  }
  onScopeDispose(stop)
  return { file, sent, isReading, problem, send, stop }
}

async function takeOver(info: ImportInfo, like: string | undefined): Promise<ImportInfo> {
  if (like === undefined) return info
  const former = await api.getImport(like)
  const mapping = mappingForColumns(former.mapping, info.columns)
  return mapping.length > 0 ? api.changeImport(info.id, { mapping, options: former.options }) : info
}
