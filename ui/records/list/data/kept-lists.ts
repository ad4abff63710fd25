import type { ListQuery, ListResult } from '../../../../engine/contract/api.ts'

const MOST = 12
const kept = new Map<string, ListResult>()

export interface KeptLists {
  /** What a list answered when it was opened last; it is shown until the new answer is there. */
  find(query: ListQuery | null): ListResult | undefined
  keep(query: ListQuery, result: ListResult): void
}

/** The first pages of the lists that a user has opened lately; without a user nothing is kept. */
export function listsKeptFor(user: string | undefined): KeptLists {
  const keyOf = (query: ListQuery): string => `${user} ${JSON.stringify(query)}`
  return {
    find: (query) => (user === undefined || query === null ? undefined : kept.get(keyOf(query))),
    keep(query, result) {
      if (user === undefined) return
      kept.delete(keyOf(query))
      kept.set(keyOf(query), result)
      const [oldest] = kept.keys()
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
    },
  }
}

/** For whoever leaves: the next one may not see these rows. */
export function forgetLists(): void {
  kept.clear()
}
