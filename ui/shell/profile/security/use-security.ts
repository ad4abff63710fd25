import { inject, type InjectionKey, onMounted, provide, readonly, ref, type Ref } from 'vue'
import type { OwnSecurity } from '../../../../engine/contract/sign-in.ts'
import { type ProblemError, problemOf } from '../../../api/problem-error.ts'
import { loadSecurity } from '../../../api/security.ts'

/** How the own account is secured; the sections of the page share it. */
export interface Security {
  security: Readonly<Ref<OwnSecurity | null>>
  problem: Readonly<Ref<ProblemError | null>>
  reload(): Promise<void>
}

const KEY: InjectionKey<Security> = Symbol('security')

/** Loads it, for the page. */
export function provideSecurity(): Security {
  const security = ref<OwnSecurity | null>(null)
  const problem = ref<ProblemError | null>(null)
  async function reload(): Promise<void> {
    try {
      security.value = await loadSecurity()
      problem.value = null
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  onMounted(reload)
  const shared: Security = { security: readonly(security) as Security['security'], problem: problem as Security['problem'], reload }
  provide(KEY, shared)
  return shared
}

/** For the sections. */
export function useSecurity(): Security {
  const shared = inject(KEY)
  if (!shared) throw new Error('useSecurity works below provideSecurity only.')
  return shared
}
