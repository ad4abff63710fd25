import type { FieldValue } from '../../engine/contract/api.ts'
import type { Condition, Sort } from '../../engine/contract/condition.ts'
import { path, request } from './request.ts'

export interface ViewDefinition {
  columns?: string[]
  filter?: Condition
  sort?: Sort[]
  totals?: string[]
  form?: 'list' | 'board' | 'calendar'
}
export interface UserView {
  id: string
  module: string
  label: string
  definition: ViewDefinition
  shared: boolean
  /** Ids of the roles and groups that share it; both empty: everybody. */
  roles: string[]
  groups: string[]
  mine: boolean
}
export type ViewBody = Pick<UserView, 'module' | 'label' | 'definition' | 'shared' | 'roles' | 'groups'>

/** `first`: what opens first for the role of the user. `defaults`, for administrators: that of every role. */
export interface SavedViews {
  views: UserView[]
  first: string | null
  defaults?: { role: string; view: string }[]
}
export const listViews = (module: string) => request<SavedViews>('GET', '/api/views', { query: { module } })
/** The view opens first for exactly these roles. */
export const setViewDefault = (body: { module: string; view: string; roles: string[] }) => request<void>('PUT', '/api/views/default', { body })
export const createView = (body: ViewBody) => request<{ id: string }>('POST', '/api/views', { body })
export const updateView = (id: string, body: ViewBody) => request<void>('PUT', path`/api/views/${id}`, { body })
export const removeView = (id: string) => request<void>('DELETE', path`/api/views/${id}`)

export const loadPreference = (key: string) => request<{ value: FieldValue }>('GET', path`/api/preferences/${key}`)
/** Parts of a preference, by name; null takes one away. `keepalive`: the page goes away at this moment. */
export const changePreference = (key: string, changes: Record<string, FieldValue>, keepalive = false) =>
  request<void>('PATCH', path`/api/preferences/${key}`, { body: { changes }, keepalive })
