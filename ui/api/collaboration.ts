import type { Followers, TagSuggestion, TimelineKind, TimelinePage } from '../../engine/contract/collaboration.ts'
import type { Condition } from '../../engine/contract/condition.ts'
import type { Count } from '../../engine/contract/api.ts'
import { path, request } from './request.ts'

export function loadTimeline(
  module: string,
  id: string,
  options: { kinds?: TimelineKind[]; cursor?: string; limit?: number; signal?: AbortSignal } = {},
): Promise<TimelinePage> {
  const { kinds, signal, ...query } = options
  return request('GET', path`/api/records/${module}/${id}/timeline`, { query: { ...query, kinds: kinds?.join(',') }, signal })
}

/** How many records each list holds, in the order that was asked; up to a cap. */
export const countRelated = (module: string, id: string, lists: { relation: string; filter?: Condition }[]) =>
  request<{ counts: Count[] }>('POST', path`/api/records/${module}/${id}/related-counts`, { body: { lists } })

export const listFollowers = (module: string, id: string, signal?: AbortSignal) =>
  request<Followers>('GET', path`/api/records/${module}/${id}/followers`, { signal })
export const setFollowing = (module: string, id: string, following: boolean) =>
  request<Followers>(following ? 'PUT' : 'DELETE', path`/api/records/${module}/${id}/follow`)

/** Tags in use in a field of a module, the most used first. */
export const suggestTags = (module: string, field: string) => request<{ tags: TagSuggestion[] }>('GET', path`/api/records/${module}/tags`, { query: { field } })
