import type { LocationQuery } from 'vue-router'

/** Where somebody wanted to go before they were asked who they are: a path of this application only, never another site. */
export function nextPage({ next }: LocationQuery): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
