import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import type { AccessDraft, AccessImpact } from '../../../engine/contract/access.ts'
import { loadImpact } from '../../api/access.ts'
import { type ProblemError, problemOf } from '../../api/problem-error.ts'

/** What several drafts would change together: their modules one after the other. */
export interface ImpactSum {
  modules: AccessImpact['modules']
  complete: boolean
}
export interface ImpactLoading {
  impact: ShallowRef<ImpactSum | null>
  problem: Ref<ProblemError | null>
  load(): Promise<void>
}

/** Asks what drafts would change about reading. One after the other: each of them is much work for the server. */
export function useImpact(drafts: () => AccessDraft[]): ImpactLoading {
  const impact = shallowRef<ImpactSum | null>(null)
  const problem = ref<ProblemError | null>(null)
  const leaving = new AbortController()
  onScopeDispose(() => leaving.abort())

  async function load(): Promise<void> {
    problem.value = null
    impact.value = null
    try {
      const parts: AccessImpact[] = []
      for (const draft of drafts()) parts.push(await loadImpact(draft, leaving.signal))
      impact.value = { modules: parts.flatMap(({ modules }) => modules).filter(changes), complete: parts.every(({ complete }) => complete) }
    } catch (error) {
      if (!leaving.signal.aborted) problem.value = problemOf(error)
    }
  }

  void load()
  return { impact, problem, load }
}

const changes = ({ gained, lost, gaining, losing }: AccessImpact['modules'][number]): boolean => gained + lost + gaining + losing > 0
