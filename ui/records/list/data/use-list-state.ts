import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Condition, Sort } from '../../../../engine/contract/condition.ts'
import type { ListForm } from '../form/list-form.ts'
import type { ListView } from '../views/list-view.ts'
import { type ListAddress, readListAddress, writeListAddress } from './list-query-url.ts'

export interface ListState {
  view: ComputedRef<ListView | undefined>
  filter: ComputedRef<Condition | undefined>
  sort: ComputedRef<Sort[]>
  q: ComputedRef<string>
  /** Table, board or calendar. */
  form: ComputedRef<ListForm>
  /** Filter, sort or form differ from the view's own. */
  isChanged: ComputedRef<boolean>
  setView(key: string): void
  setFilter(filter: Condition | undefined): void
  setSort(sort: Sort[]): void
  setQ(q: string): void
  setForm(form: ListForm): void
  reset(): void
  /** Shows everything: no filter, no words. */
  clear(): void
}

/** What the list shows, kept in the address: the back button and a shared link bring it back. */
export function useListState(views: () => readonly ListView[]): ListState {
  const route = useRoute()
  const router = useRouter()

  const address = computed(() => readListAddress(route.query))
  const view = computed(() => {
    const all = views()
    return all.find((candidate) => candidate.key === address.value.view) ?? all.find((candidate) => candidate.isDefault) ?? all[0]
  })
  const filter = computed(() => (address.value.filter === undefined ? view.value?.filter : (address.value.filter ?? undefined)))
  const sort = computed(() => address.value.sort ?? view.value?.sort ?? [])

  function go(next: ListAddress, how: 'push' | 'replace' = 'push'): void {
    void router[how]({ query: writeListAddress(next) })
  }

  return {
    view,
    filter,
    sort,
    q: computed(() => address.value.q ?? ''),
    isChanged: computed(() => address.value.filter !== undefined || address.value.sort !== undefined || address.value.form !== undefined),
    setView: (key) => go({ view: key, q: address.value.q }),
    setFilter(next) {
      const isOwn = JSON.stringify(next) === JSON.stringify(view.value?.filter)
      go({ ...address.value, filter: isOwn ? undefined : (next ?? null) })
    },
    setSort: (next) => go({ ...address.value, sort: JSON.stringify(next) === JSON.stringify(view.value?.sort) ? undefined : next }),
    // Every letter would be a step of the back button.
    setQ: (q) => go({ ...address.value, q: q === '' ? undefined : q }, 'replace'),
    form: computed(() => address.value.form ?? view.value?.form ?? 'list'),
    setForm: (next) => go({ ...address.value, form: next === (view.value?.form ?? 'list') ? undefined : next }),
    clear: () => go({ ...address.value, filter: view.value?.filter ? null : undefined, q: undefined }),
    reset: () => go({ view: address.value.view, q: address.value.q }),
  }
}
