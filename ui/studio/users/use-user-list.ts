import { useDebounceFn } from '@vueuse/core'
import { ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { Condition } from '../../../engine/contract/condition.ts'
import { type ProblemError, problemOf } from '../../api/problem-error.ts'
import { listRecords } from '../../api/records.ts'

export type UserStatus = 'active' | 'inactive' | 'all'
export interface UserList {
  q: Ref<string>
  status: Ref<UserStatus>
  /** Null until the first page is there. */
  rows: ShallowRef<RecordData[] | null>
  problem: Ref<ProblemError | null>
  hasMore: Ref<boolean>
  more(): Promise<void>
  reload(): Promise<void>
}

export const USER_FIELDS = ['name', 'username', 'email', 'role', 'profiles', 'active', 'is_admin']

/** The users by name, as far as the actor may see them, found by what is typed. */
export function useUserList(): UserList {
  const q = ref('')
  const status = ref<UserStatus>('active')
  const rows = shallowRef<RecordData[] | null>(null)
  const problem = ref<ProblemError | null>(null)
  const hasMore = ref(false)
  let next: string | null = null
  let running: AbortController | null = null

  async function load(cursor?: string): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    try {
      const query = { module: 'users', q: q.value.trim() || undefined, filter: filterOf(status.value), sort: [{ field: 'name' }], fields: USER_FIELDS, cursor }
      const page = await listRecords(query, mine.signal)
      if (mine.signal.aborted) return
      rows.value = cursor === undefined ? page.records : [...(rows.value ?? []), ...page.records]
      next = page.next
      hasMore.value = next !== null
      problem.value = null
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error)
    }
  }

  const reload = () => load()
  watch(q, useDebounceFn(reload, 200))
  watch(status, reload)
  void reload()
  return {
    q,
    status,
    rows,
    problem,
    hasMore,
    reload,
    async more() {
      if (next !== null) await load(next)
    },
  }
}

function filterOf(status: UserStatus): Condition | undefined {
  return status === 'all' ? undefined : { field: 'active', op: 'is', value: status === 'active' }
}
