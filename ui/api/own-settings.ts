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
  mine: boolean
}
export type ViewBody = Pick<UserView, 'module' | 'label' | 'definition' | 'shared'>

export const listViews = (module: string) => request<{ views: UserView[] }>('GET', '/api/views', { query: { module } })
export const createView = (body: ViewBody) => request<{ id: string }>('POST', '/api/views', { body })
export const updateView = (id: string, body: ViewBody) => request<void>('PUT', path`/api/views/${id}`, { body })
export const removeView = (id: string) => request<void>('DELETE', path`/api/views/${id}`)

export const loadPreference = (key: string) => request<{ value: FieldValue }>('GET', path`/api/preferences/${key}`)
/** null forgets it. */
export const savePreference = (key: string, value: FieldValue) => request<void>('PUT', path`/api/preferences/${key}`, { body: { value } })
