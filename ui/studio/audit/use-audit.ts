import { computed, type ComputedRef, onScopeDispose, reactive, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import type { AuditEntry, AuditFilter } from '../../../engine/contract/audit.ts'
import type { LookupOption } from '../../../engine/contract/api.ts'
import { exportAudit, searchAudit } from '../../api/audit.ts'
import { type ProblemError, problemOf } from '../../api/problem-error.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useTasks } from '../../state/tasks.ts'

export interface AuditScreen {
  filter: { actor: LookupOption[]; actions: string[]; module: string | null; from: string | null; until: string | null; address: string }
  /** Null until the first page is there. */
  entries: ShallowRef<AuditEntry[] | null>
  problem: Ref<ProblemError | null>
  hasMore: ComputedRef<boolean>
  more(): Promise<void>
  reload(): Promise<void>
  startExport(): Promise<void>
}

/** Who did what: found by filters, newest first. */
export function useAudit(): AuditScreen {
  const toast = useToast()
  const tasks = useTasks()
  const filter = reactive<AuditScreen['filter']>({ actor: [], actions: [], module: null, from: null, until: null, address: '' })
  const entries = shallowRef<AuditEntry[] | null>(null)
  const problem = ref<ProblemError | null>(null)
  const next = ref<string | null>(null)
  let running: AbortController | null = null
  onScopeDispose(() => running?.abort())

  async function load(cursor?: string): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    try {
      const page = await searchAudit(asked(filter), cursor, mine.signal)
      if (mine.signal.aborted) return
      entries.value = cursor === undefined ? page.entries : [...(entries.value ?? []), ...page.entries]
      next.value = page.next
      problem.value = null
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error)
    }
  }

  watch(
    filter,
    useDebounceFn(() => load(), 250),
  )
  void load()
  return {
    filter,
    entries,
    problem,
    hasMore: computed(() => next.value !== null),
    reload: () => load(),
    async more() {
      if (next.value !== null) await load(next.value)
    },
    async startExport() {
      try {
        await tasks.track((await exportAudit(asked(filter))).task)
      } catch (error) {
        toast.problem(error)
      }
    },
  }
}

/** What is empty is not asked for. */
function asked({ actor, actions, module, from, until, address }: AuditScreen['filter']): AuditFilter {
  return {
    ...(actor[0] && { actor: actor[0].id }),
    ...(actions.length > 0 && { actions: [...actions] }),
    ...(module !== null && { module }),
    ...(from !== null && { from }),
    ...(until !== null && { until }),
    ...(address.trim() !== '' && { address: address.trim() }),
  }
}
